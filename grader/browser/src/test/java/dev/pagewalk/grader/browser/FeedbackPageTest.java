package dev.pagewalk.grader.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page of one submission, for mutants of different kinds: somebody plays, steps, unfolds and reads. */
class FeedbackPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String RACE = "wrong-put-checks-then-decrements";
    private static final String STORY = "wrong-fallback-charges-the-owner-again";
    private static final String COST = "wrong-tryget-reads-all-entries";
    private static final String HOSTILE = "bidi-comment";
    private static final long MOST_BYTES = 500_000;

    @TempDir
    private static Path out;


    @BeforeAll
    static void grade() throws Exception {
        Path submissions = Grading.GRADER.resolve("submissions");
        Grading.into(
                out,
                submissions.resolve("k1").resolve(RACE),
                submissions.resolve("k1").resolve(STORY),
                submissions.resolve("k1/does-not-compile"),
                submissions.resolve("k1/endless-loop"),
                submissions.resolve("k4").resolve(COST),
                submissions.resolve("hostile").resolve(HOSTILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {RACE, STORY, COST, HOSTILE, "does-not-compile", "endless-loop"})
    void every_page_is_small_and_open_to_everybody(String id) throws Exception {
        assertTrue(Files.size(out.resolve(id).resolve("feedback.html")) < MOST_BYTES, id);

        ChromeDriver page = open(id);
        page.executeScript("document.querySelectorAll('details').forEach(part => { part.open = true; })");

        Axe.verify(page);
    }

    @Test
    void without_a_script_the_picture_is_that_of_the_last_step() {
        ChromeDriver page = open(RACE);
        String played = picture(page);
        page.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            page.navigate().refresh();

            assertFalse(page.findElement(By.cssSelector(".controls")).isDisplayed());
            assertEquals(played, picture(page));
            assertTrue(played.contains("refcount 1 → 0"), played);
        } finally {
            page.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Test
    void a_race_is_stepped_through_by_mouse() {
        ChromeDriver page = open(RACE);

        click(page, "first");
        assertTrue(now(page).contains("Start, at first"), now(page));
        assertTrue(picture(page).contains("refcount 2"), picture(page));
        for (int step = 0; step < 5; step++) {
            click(page, "next");
        }
        assertTrue(now(page).contains("CPU 1: update ADD_UNLESS"), now(page));
        assertTrue(picture(page).contains("refcount 2 → 1"), picture(page));
        click(page, "back");
        assertTrue(now(page).contains("Step 3"), now(page));
        assertFalse(picture(page).contains("→"), picture(page));
        click(page, "last");
        assertTrue(picture(page).contains("refcount 1 → 0"), picture(page));
        page.findElements(By.cssSelector(".steps tbody tr")).get(6).click();
        assertTrue(picture(page).contains("mm#3 pmd[0] is gone"), picture(page));
    }

    @Test
    void a_race_is_stepped_through_by_keyboard() {
        ChromeDriver page = open(RACE);
        WebElement slider = page.findElement(By.cssSelector(".controls input[type=range]"));

        slider.sendKeys(Keys.HOME);
        assertTrue(now(page).contains("Start"), now(page));
        slider.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertTrue(now(page).contains("Step 1"), now(page));
        WebElement steps = page.findElement(By.cssSelector(".steps"));
        steps.sendKeys(Keys.ARROW_LEFT);
        assertTrue(now(page).contains("Step 0"), now(page));
        steps.sendKeys(Keys.END);
        assertTrue(now(page).contains("Step 6"), now(page));
        assertEquals("step", page.findElements(By.cssSelector(".steps tbody tr")).get(7).getDomAttribute("aria-current"));
    }

    @Test
    void a_race_plays_by_itself_to_its_end() {
        ChromeDriver page = open(RACE);

        click(page, "play");

        assertTrue(now(page).contains("Start"), now(page));
        await(page, "document.querySelector('.now').textContent.includes('Step 6')");
        assertEquals("▶ play", page.findElement(By.cssSelector("[data-do=play]")).getText());
    }

    @Test
    void hints_are_revealed_one_by_one() {
        ChromeDriver page = open(RACE);
        List<WebElement> hints = page.findElements(By.cssSelector("section.check details.hint > summary"));

        assertEquals(4, hints.size(), "one of the rule, three of the task");
        assertFalse(hints.get(1).isDisplayed());
        hints.get(0).click();
        assertTrue(hints.get(1).isDisplayed());
        assertFalse(hints.get(2).isDisplayed());
        hints.get(1).click();
        hints.get(2).click();
        hints.get(3).click();
        assertTrue(page.findElement(By.cssSelector("section.check details.hint")).getText().contains("refAddUnless"));
    }

    @Test
    void the_schedule_can_be_copied() {
        ChromeDriver page = open(RACE);
        WebElement button = page.findElement(By.cssSelector("[data-do=copy]"));

        button.click();

        await(page, "document.querySelector('[data-do=copy]').textContent !== 'Copy'");
        assertTrue(button.getText().matches("Copied|Selected.*"), button.getText());
    }

    @Test
    void a_link_to_a_check_that_is_folded_away_unfolds_it() {
        ChromeDriver page = open("endless-loop");
        WebElement folded = page.findElement(By.cssSelector("details.check"));

        page.findElement(By.linkText("in every order of exits the last one keeps the table")).click();

        await(page, "document.querySelector('details.check').open");
        assertTrue(folded.getText().contains("it went on and on"), folded.getText());
    }

    @Test
    void a_story_shows_the_tables_before_and_after() {
        ChromeDriver page = open(STORY);
        List<WebElement> pictures = page.findElements(By.cssSelector(".story svg"));

        assertEquals(2, pictures.size());
        assertTrue(pictures.get(0).getText().contains("anon pages 3"), pictures.get(0).getText());
        assertTrue(pictures.get(1).getText().contains("anon pages 3 → 6"), pictures.get(1).getText());
    }

    @Test
    void costs_are_bars_with_their_numbers() {
        ChromeDriver page = open(COST);
        List<WebElement> rows = page.findElements(By.cssSelector("table.costs tr"));

        assertEquals(3, rows.size());
        assertTrue(rows.get(0).getText().matches("entries read: .*reference.* \\d+"), rows.get(0).getText());
        assertTrue(rows.get(1).getText().matches("entries read: at most 4"), rows.get(1).getText());
        assertTrue(rows.get(2).getText().matches("entries read: yours \\d+"), rows.get(2).getText());
        assertEquals(1, page.findElements(By.cssSelector("table.costs .bar.over")).size());
    }

    @Test
    void what_the_compiler_says_stands_at_the_line_too() {
        ChromeDriver page = open("does-not-compile");

        assertTrue(page.findElements(By.cssSelector("table.source tr.faulty .note")).size() > 0);
    }

    @Test
    void controls_of_writing_direction_in_a_source_appear_as_text() {
        ChromeDriver page = open(HOSTILE);

        String source = (String) page.executeScript("return [...document.querySelectorAll('table.source code')].map(c => c.textContent).join('\\n')");

        assertTrue(source.contains("\\u202e") || source.contains("\\u2066"), source);
        assertFalse(source.matches("(?s).*[\u202a-\u202e\u2066-\u2069].*"));
    }

    private static ChromeDriver open(String id) {
        return BROWSER.open(out.resolve(id).resolve("feedback.html"));
    }

    /** Waits until something is true of the page. */
    private static void await(ChromeDriver page, String condition) {
        page.manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        page.executeAsyncScript("const done = arguments[0]; const look = () => " + condition + " ? done() : setTimeout(look, 20); look();");
    }

    private static void click(ChromeDriver page, String button) {
        page.findElement(By.cssSelector("[data-do=" + button + "]")).click();
    }

    private static String now(ChromeDriver page) {
        return page.findElement(By.cssSelector(".now")).getText();
    }

    private static String picture(ChromeDriver page) {
        return page.findElement(By.cssSelector(".show svg")).getText();
    }
}
