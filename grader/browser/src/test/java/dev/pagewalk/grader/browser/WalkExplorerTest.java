package dev.pagewalk.grader.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page-walk explorer of the handouts, as a student uses it. */
class WalkExplorerTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path REPLAY = ROOT.resolve("grader/bench/src/test/resources/dev/pagewalk/bench/explorer/replay.js");
    private static final Path MEASURED = ROOT.resolve("katas/core/src/test/resources/dev/pagewalk/core/hw");
    private static final int AT_A_TIME = 4_000;

    private ChromeDriver page;

    @BeforeEach
    void open_the_page() {
        page = BROWSER.open(ROOT.resolve("handouts/figures/walk-explorer.html"));
    }

    @Test
    void an_address_is_walked_to_its_page() {
        write("va", "0x8080604abc");

        assertEquals("1 2 3 4 0xabc", page.findElement(By.id("cut-values")).getText());
        assertTrue(verdict().startsWith("✓ The user read of 0x8080604abc goes to physical address 0x1800abc."), verdict());
        assertEquals(4, page.findElements(By.cssSelector("#walk tbody tr")).size());
    }

    @Test
    void a_read_only_level_makes_a_write_fault_and_says_why() {
        page.findElement(By.cssSelector("#access-kind [value=WRITE]")).click();
        page.findElement(By.cssSelector("[aria-label='PDE R/W']")).click();

        assertTrue(verdict().contains("#PF(0x7: P W/R U/S)"), verdict());
        assertTrue(verdict().contains("R/W: a write needs R/W at every level"), verdict());
        List<WebElement> last = page.findElements(By.cssSelector("#walk tbody tr:last-child td"));
        assertEquals("1", last.get(1).getText(), "R/W of the PTE itself");
        assertEquals("0", last.get(2).getText(), "R/W of all levels");
        assertEquals("0 ◄ here", page.findElement(By.cssSelector("#walk tbody tr:nth-child(3) td:nth-child(4)")).getText());
    }

    @Test
    void a_stale_translation_outlives_its_entry_until_invlpg() {
        page.findElement(By.id("do")).click();
        assertTrue(page.findElement(By.id("caches")).getText().contains("TLB: 0x8080604000, 4 KiB, to 0x1800000"));
        page.findElement(By.cssSelector("[aria-label='PTE P']")).click();

        assertTrue(verdict().contains("#PF(0x4: U/S)"), verdict());
        assertTrue(page.findElement(By.id("stale")).getText().contains("something stale is cached. Now: ✓ The user read"));
        page.findElement(By.id("invlpg")).click();
        assertEquals("", page.findElement(By.id("stale")).getText());
    }

    @Test
    void every_suggestion_shows_what_it_says_and_its_address_shows_the_same_again() {
        for (int i = 0; i < page.findElements(By.cssSelector("#presets a")).size(); i++) {
            page.findElements(By.cssSelector("#presets a")).get(i).click();
            String said = verdict();
            assertTrue(i == 0 || i == 5 || i == 7 ? said.startsWith("✓") : said.startsWith("✗"), said);
            page.navigate().refresh();
            assertEquals(said, verdict());
        }
    }

    @Test
    void what_is_no_number_changes_nothing_and_is_told() {
        String before = verdict();
        write("va", "<img src=x onerror=alert(1)>");

        assertEquals(before, verdict());
        assertTrue(page.findElement(By.id("problem")).getText().contains("is no hexadecimal number"));
        assertEquals("true", page.findElement(By.id("va")).getAttribute("aria-invalid"));
    }

    @Test
    void an_address_made_by_somebody_else_cannot_break_the_page() {
        page.get(page.getCurrentUrl().replaceAll("#.*", "") + "#va=zz&acc=<script>&cpl=9&on=__proto__.wp&levels=7&maxphy=-1&e4=&e3=" + "f".repeat(99));

        assertTrue(verdict().startsWith("✓") || verdict().startsWith("✗"), verdict());
    }

    @Test
    void in_the_browser_too_it_gives_what_was_measured_on_every_access() throws IOException {
        page.executeScript(Files.readString(REPLAY) + "; window.Replay = Replay;");
        List<String> single = lines("public.tsv.gz");
        for (int from = 0; from < single.size(); from += AT_A_TIME) {
            assertAll("single", single.subList(from, Math.min(from + AT_A_TIME, single.size())));
        }
        assertAll("sequence", lines("seq_public.tsv.gz"));
    }

    @Test
    void nobody_is_kept_from_using_it() {
        Axe.verify(page);
        page.findElements(By.cssSelector("#presets a")).get(2).click();
        page.findElement(By.id("do")).click();
        Axe.verify(page);
    }

    @Test
    void a_page_that_keeps_somebody_from_using_it_is_found_out() {
        page.executeScript("document.querySelector('main').append(document.createElement('button'))");

        AssertionError said = assertThrows(AssertionError.class, () -> Axe.verify(page));

        assertTrue(said.getMessage().contains("button-name"), said.getMessage());
    }

    private void assertAll(String function, List<String> lines) {
        Object wrong = page.executeScript("return arguments[0].map(line => Replay." + function
                + "(line)).filter(said => said !== '' && said !== 'skipped').slice(0, 5)", lines);
        assertEquals(List.of(), wrong);
    }

    private static List<String> lines(String file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(MEASURED.resolve(file))), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        }
    }

    private void write(String field, String text) {
        WebElement input = page.findElement(By.id(field));
        input.clear();
        input.sendKeys(text + Keys.TAB);
    }

    private String verdict() {
        return page.findElement(By.id("verdict")).getText();
    }
}
