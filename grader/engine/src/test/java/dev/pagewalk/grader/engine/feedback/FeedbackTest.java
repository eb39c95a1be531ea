package dev.pagewalk.grader.engine.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.report.GradesCsv;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import dev.pagewalk.grader.engine.score.Sight;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedbackTest {

    @Test
    void a_failing_check_is_shown_in_full() {
        String page = page(check("k1.put_keeps_count", Visibility.VISIBLE, "2", "T1 get\nT2 put"));

        assertTrue(page.contains("put keeps count"));
        assertTrue(page.contains("the rule"));
        assertTrue(page.contains("<pre>2</pre>"));
        assertTrue(page.contains("<pre>T1 get\nT2 put</pre>"), page);
        assertTrue(page.contains("<code>./kata replay k1</code>"));
        assertTrue(page.contains("First thing to fix"));
    }

    @Test
    void a_text_of_a_submission_is_never_markup() {
        String page = page(check("k1.a", Visibility.VISIBLE, "<script>alert(1)</script>", "\"><img src=x onerror=y>"));

        assertFalse(page.contains("<script>alert"));
        assertFalse(page.contains("<img"));
        assertTrue(page.contains("&lt;script&gt;"));
    }

    @Test
    void of_a_hidden_check_only_the_points_are_told() {
        String page = page(check("k1.secret_name", Visibility.HIDDEN, "secret value", "secret history"));

        assertFalse(page.contains("secret"));
        assertFalse(page.contains("the rule"));
        assertTrue(page.contains("further checks"));
    }

    @Test
    void of_a_check_shown_by_name_the_rest_is_not_told() {
        String page = page(check("k1.its_name", Visibility.NAME_ONLY, "secret value", "secret history"));

        assertFalse(page.contains("secret"));
        assertTrue(page.contains("its name"));
        assertTrue(page.contains("the rule"));
    }

    @Test
    void the_page_runs_its_own_script_alone_and_loads_nothing() {
        String page = page(check("k1.a", Visibility.VISIBLE, "", ""));

        assertTrue(page.replace("&#39;", "'").contains("default-src 'none'; script-src 'sha256-"), page.substring(0, 400));
        assertFalse(page.contains(" src="));
        assertFalse(page.contains("http:"));
    }

    @Test
    void a_cell_of_the_table_of_grades_is_no_formula() {
        assertEquals("'=1+1", GradesCsv.cell("=1+1"));
        assertEquals("'@x", GradesCsv.cell("@x"));
        assertEquals("\"a\"\"b,c\"", GradesCsv.cell("a\"b,c"));
        assertEquals("ann", GradesCsv.cell("ann"));
    }

    private static CheckResult check(String id, Visibility visibility, String expected, String history) {
        return new CheckResult(
                id, "1.1", Kind.RACE, visibility, Verdict.FAIL, 0, 5, "the rule", "", expected, "", history, "./kata replay k1", "");
    }

    private static String page(CheckResult check) {
        KataResult kata = new KataResult("k1", "Refcount", Verdict.FAIL, "", List.of(), 0, 5, List.of(check));
        Result result = new Result(
                Result.SCHEMA,
                new GraderId("1", "c", "d"),
                new SubmissionId("ann", "abc", List.of()),
                Verdict.FAIL,
                "",
                0,
                5,
                List.of(kata));
        return new String(Feedback.page(Sight.AS_DECLARED.of(result), Attachments.NONE, List.of()), StandardCharsets.UTF_8);
    }
}
