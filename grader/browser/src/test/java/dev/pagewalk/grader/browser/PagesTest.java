package dev.pagewalk.grader.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** What the command wrote, as a person sees it. */
class PagesTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String RACY = "wrong-put-checks-then-decrements";

    @TempDir
    private static Path out;


    @BeforeAll
    static void grade_a_racy_and_a_right_submission() throws Exception {
        Path submissions = Grading.GRADER.resolve("submissions/k1");
        Grading.into(out, submissions.resolve(RACY), submissions.resolve("right-after-the-patch"));
    }

    @Test
    void the_feedback_shows_score_verdicts_and_the_steps_of_the_race() {
        WebDriver page = BROWSER.open(out.resolve(RACY).resolve("feedback.html"));

        String text = page.findElement(By.tagName("body")).getText();

        assertTrue(text.contains("89 of 100"), text);
        assertTrue(text.contains("FAIL"), text);
        assertTrue(text.contains("two last sharers that put at the same time"), text);
        assertTrue(text.lines().anyMatch(line -> line.matches(".*load page 0x\\w+ refcount = 2.*")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches(".*RefcountKata.java:\\d+")), text);
        assertTrue(text.lines().anyMatch(line -> line.matches(".*update ADD_UNLESS page 0x\\w+ refcount 2 → 1.*")), text);
        assertTrue(text.contains("CPU 1: pmd_put_pte"), text);
    }

    @Test
    void the_class_page_leads_to_each_feedback() {
        WebDriver page = BROWSER.open(out.resolve("index.html"));

        page.findElement(By.linkText("right-after-the-patch")).click();

        assertTrue(page.findElement(By.tagName("body")).getText().contains("100 of 100"));
    }

    @Test
    void nobody_is_kept_from_reading_the_feedback_and_the_class_page() {
        for (String file : List.of(RACY + "/feedback.html", "right-after-the-patch/feedback.html", "index.html")) {
            BROWSER.open(out.resolve(file));
            Axe.verify(BROWSER.page());
        }
    }
}
