package dev.pagewalk.grader.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.report.DiskStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The class page, as an instructor uses it. */
class ClassPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final int STUDENTS = 40;
    private static final String COURSE = "{\"title\":\"Operating systems, autumn 2026\",\"late\":{\"perDay\":10},"
            + "\"katas\":[{\"id\":\"k1\",\"due\":\"2026-10-24T23:59:00Z\"},{\"id\":\"k2\"}]}";

    @TempDir
    private static Path out;

    private ChromeDriver page;

    @BeforeAll
    static void grade_a_class_that_nobody_taught() throws Exception {
        String roster = IntStream.range(0, STUDENTS + 3)
                .mapToObj(i -> String.format("student-%04d,Name %d", i, i))
                .collect(Collectors.joining("\n", "student,name\n", "\n"));
        new MadeUpClass(new DiskStore(out)).of(STUDENTS).withAHostileStudent().finish(COURSE, roster);
    }

    @BeforeEach
    void open_the_page() {
        page = BROWSER.open(out.resolve("index.html"));
    }

    @Test
    void a_search_leaves_the_lines_that_have_all_its_words_and_stands_in_the_address() {
        page.findElement(By.name("q")).sendKeys("name student-001");

        assertEquals(10, shown().size());
        assertTrue(page.findElement(By.id("shown")).getText().startsWith("10 of "), page.findElement(By.id("shown")).getText());
        assertTrue(page.getCurrentUrl().contains("#q=name+student-001"), page.getCurrentUrl());
    }

    @Test
    void what_was_chosen_is_there_again_after_the_page_is_opened_anew() {
        page.findElement(By.cssSelector("[name=verdict] [value=FAIL]")).click();
        page.findElement(By.name("score")).sendKeys("80-");
        head("Points").click();
        List<String> before = shown();
        page.navigate().refresh();

        assertFalse(before.isEmpty());
        assertEquals(before, shown());
        assertEquals("descending", cell("Points").getAttribute("aria-sort"));
        assertEquals("80-", page.findElement(By.name("score")).getAttribute("value"));
    }

    @Test
    void a_column_sorts_by_its_numbers_there_and_back_by_mouse_and_by_key() {
        head("Points").click();
        List<Integer> down = column("Points");
        head("Points").sendKeys(Keys.ENTER);
        List<Integer> up = column("Points");

        assertEquals(down.stream().sorted((a, b) -> b - a).toList(), down);
        assertEquals(up.stream().sorted().toList(), up);
        head("Verdict").click();
        assertTrue(shownVerdicts().indexOf("INFRA") < shownVerdicts().indexOf("FAIL"), "the gravest first");
    }

    @Test
    void a_bar_of_the_histogram_leads_to_its_submissions() {
        WebElement bar = page.findElement(By.cssSelector(".histogram a"));
        int count = Integer.parseInt(bar.findElement(By.tagName("text")).getText());
        bar.findElement(By.tagName("rect")).click();

        assertEquals(count, shown().size());
        page.findElement(By.cssSelector("[type=reset]")).click();
        assertTrue(shown().size() > STUDENTS);
    }

    @Test
    void what_is_broken_and_who_fails_alike_lead_to_as_many_lines_as_they_say() {
        for (WebElement line : page.findElements(By.cssSelector("tr[data-broken]")).subList(0, 3)) {
            int count = Integer.parseInt(line.findElements(By.tagName("td")).get(0).getText());
            line.findElement(By.tagName("a")).click();

            assertEquals(count, shown().size(), page.getCurrentUrl());
        }
        WebElement check = page.findElement(By.cssSelector("#check-table tbody tr:nth-child(3)"));
        List<WebElement> cells = check.findElements(By.tagName("td"));
        int fell = Integer.parseInt(cells.get(6).getText()) + Integer.parseInt(cells.get(7).getText());
        check.findElement(By.tagName("a")).click();
        assertEquals(fell, shown().size(), page.getCurrentUrl());
    }

    @Test
    void a_hostile_text_is_a_text() {
        assertEquals("Operating systems, autumn 2026", page.getTitle());
        assertEquals(1, page.findElements(By.tagName("script")).size());
        assertEquals(0, page.findElements(By.tagName("img")).size());
        page.get(page.getCurrentUrl().replaceAll("#.*", "") + "#q=hostile");
        assertTrue(page.findElement(By.id("submissions")).getText().contains("<script>document.title='owned'</script>"));
    }

    @Test
    void nobody_is_kept_from_using_it() {
        Axe.verify(page);
    }

    @Test
    @Tag("slow")
    void two_thousand_submissions_make_less_than_ten_megabytes_and_are_sorted_and_searched() throws Exception {
        Path large = out.resolve("large");
        new MadeUpClass(new DiskStore(large)).of(2_000).finish();
        ChromeDriver page = BROWSER.open(large.resolve("index.html"));
        page.findElement(By.name("q")).sendKeys("student-1999");

        assertEquals(1, shown().size());
        assertTrue(Files.size(large.resolve("index.html")) < 10_000_000);
        System.out.println(Files.size(large.resolve("index.html")) + " bytes; ms until all is parsed, and loaded: " + page.executeScript(
                "const t = performance.getEntriesByType('navigation')[0]; return [t.domInteractive, t.loadEventEnd].map(Math.round).join(', ')"));
    }

    private static WebElement cell(String name) {
        return BROWSER.page().findElements(By.cssSelector("#submissions thead th")).stream()
                .filter(head -> head.getText().replaceAll("[ ▲▼]+$", "").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static WebElement head(String name) {
        return cell(name).findElement(By.tagName("button"));
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(String expression) {
        return (List<String>) BROWSER.page().executeScript(
                "return [...document.querySelectorAll('#submissions tbody tr')].filter(row => !row.hidden).map(row => " + expression + ")");
    }

    private static List<String> shown() {
        return texts("row.cells[0].textContent");
    }

    private static List<String> shownVerdicts() {
        return texts("row.dataset.v");
    }

    private static List<Integer> column(String name) {
        return texts("row.cells[[...row.closest('table').tHead.rows[0].cells].findIndex(head => head.textContent === '" + name + "')].textContent")
                .stream()
                .map(text -> text.isBlank() ? -1 : Integer.parseInt(text.trim().replaceAll(" .*", "")))
                .toList();
    }
}
