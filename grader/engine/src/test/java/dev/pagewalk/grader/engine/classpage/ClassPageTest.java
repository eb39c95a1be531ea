package dev.pagewalk.grader.engine.classpage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.batch.Regrade;
import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.course.Mark;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPageTest {
    private static final String INVARIANT = "I3 counters: no counter is ever negative";

    @TempDir
    Path directory;

    private final List<Row> rows = new ArrayList<>();
    private DiskStore store;

    @BeforeEach
    void open_the_results() {
        store = new DiskStore(directory);
    }

    @Test
    void a_table_of_more_lines_than_a_browser_can_bear_is_cut_and_counts_all() {
        Entry line = Entry.nothing(new Mark("ann", "", "", 0, "", "0", "0", "100", List.of(), "", List.of()));

        ClassReport report = new ClassReport(Collections.nCopies(10_001, line), new Survey(), List.of(), 0);

        assertEquals(List.of(10_000, 10_001), List.of(report.shown().size(), report.entries().size()));
    }

    @Test
    void who_needs_somebody_comes_first_the_gravest_before_the_others() throws Exception {
        handsIn("ann", Verdict.PASS, "");
        handsIn("bob", Verdict.TIMEOUT, "");
        handsIn("eve", Verdict.TAMPER, "");

        String page = page();

        assertInOrder(page, "Who needs you", "TAMPER</a> 1", "TIMEOUT</a> 1", "How they did", "<table class=\"class\">");
        assertTrue(page.contains("href=\"bob/feedback.html\""), page);
    }

    @Test
    void a_class_without_trouble_needs_nobody() throws Exception {
        handsIn("ann", Verdict.PASS, "");
        handsIn("bob", Verdict.FAIL, "");

        assertTrue(page().contains("Nobody: every submission was read, compiled and run to its end."));
    }

    @Test
    void a_submission_that_broke_an_invariant_in_two_checks_counts_once() throws Exception {
        handsIn("ann", Verdict.FAIL, INVARIANT);
        handsIn("bob", Verdict.FAIL, "");

        String page = page();

        assertTrue(page.matches("(?s).*data-broken=\"I3\".{0,200}?" + INVARIANT + "</a></th><td class=\"points\">1</td>.*"), page);
        assertTrue(page.contains("data-broken=\"t1.first\""), "a rule that is no invariant goes by its check");
    }

    @Test
    void without_a_script_all_submissions_are_in_the_table() throws Exception {
        for (int i = 0; i < 50; i++) {
            handsIn("s" + i, i % 2 == 0 ? Verdict.PASS : Verdict.FAIL, "");
        }

        String page = page();

        for (int i = 0; i < 50; i++) {
            assertTrue(page.contains("<a href=\"s" + i + "/feedback.html\">s" + i + "</a>"), "s" + i);
        }
        assertFalse(page.substring(page.indexOf("<main>")).contains(" src="), "loads nothing");
    }

    @Test
    void the_policy_knows_the_style_sheet_and_the_script_and_nothing_else() throws Exception {
        handsIn("ann", Verdict.PASS, "");

        String page = page();

        String policy = match(page, "Content-Security-Policy\" content=\"([^\"]*)\"").replace("&#39;", "'");
        assertTrue(policy.startsWith("default-src 'none'; "), policy);
        assertTrue(policy.contains("script-src 'sha256-" + sha256(match(page, "<script>(.*)</script>")) + "'"), policy);
        assertTrue(policy.contains("style-src 'sha256-" + sha256(match(page, "<style>(.*)</style>")) + "'"), policy);
    }

    @Test
    void no_text_of_a_submission_becomes_markup_or_turns_the_page_around() throws Exception {
        String hostile = "<script>alert(1)</script><img src=x onerror=y>\"'\u202E\u001B[31m" + "x".repeat(1_000_000);
        handsIn("ann", Verdict.FAIL, hostile);
        handsIn("bob", Verdict.POLICY, hostile);

        String page = page();

        assertEquals(1, page.split("<script", -1).length - 1);
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("\u202E") || page.contains("\u001B"));
        assertTrue(page.contains("\\u202e\\u001b"), "shown for what it is");
        assertTrue(page.length() < 100_000, page.length() + " characters");
    }

    @Test
    void marks_stand_beside_points_also_of_who_handed_in_nothing() throws Exception {
        handsIn("ann", Verdict.PASS, "");
        handsIn("bob", Verdict.FAIL, "");
        List<Register.Line> lines = List.of(
                new Register.Line("ann", "ann", 1, "2026-10-28T10:00:00Z"), new Register.Line("bob", "bob", 1, "2026-10-20T10:00:00Z"));
        new Reports(store).write(rows);
        Register.write(store, lines);
        store.write(Office.COURSE, ("{\"title\":\"Operating systems\",\"late\":{\"perDay\":10},\"katas\":"
                + "[{\"id\":\"t1\",\"due\":\"2026-10-26T23:59:00Z\"}]}").getBytes(StandardCharsets.UTF_8));
        store.write(Office.ROSTER, "student,name\nann,Ann Lee\nbob,Bob Ray\neve,Eve Fox\n".getBytes(StandardCharsets.UTF_8));
        new Office(store, List.of("t1"), check -> true, Instant.EPOCH).mark(lines, rows);

        String page = page();

        assertTrue(page.contains("<h1>Operating systems</h1>"));
        assertTrue(page.contains("Ann Lee"));
        assertInOrder(page, "ann/feedback.html", "10 of 10", ">2<", "80 of 100", "bob/feedback.html");
        assertTrue(page.matches("(?s).*<tr data-v=\"NONE\"[^>]*><th scope=\"row\">eve.*Nothing was handed in.*"), page);
    }

    @Test
    void what_a_regrade_changed_is_told_the_losers_first() throws Exception {
        handsIn("ann", Verdict.PASS, "");
        handsIn("bob", Verdict.FAIL, "");
        new Regrade(List.of(row("ann", 2), row("bob", 9)), rows).write(store);

        assertInOrder(page(), "What changed", "bob", "down", "9 FAIL", "ann", "up", "2 FAIL", "10 PASS");
    }

    @Test
    void what_was_handed_in_and_has_no_result_is_told() throws Exception {
        handsIn("ann", Verdict.PASS, "");
        Register.write(store, List.of(new Register.Line("ann", "ann", 1, ""), new Register.Line("bob", "bob", 1, "")));

        assertTrue(page().contains("<strong>1</strong> handed in and without a result here"));
    }

    @Test
    void times_are_told_where_they_are_known_and_checks_that_hung() throws Exception {
        handsIn("ann", Verdict.TIMEOUT, "");

        assertInOrder(page(), "<h2 id=\"times\">Time</h2>", "2.5 s of grading in all", "Checks that did not end in time", "t1.first");
    }

    @Test
    void a_line_says_why_nothing_ran_or_what_is_not_written_yet() throws Exception {
        handsIn("ann", Verdict.COMPILE_ERROR, "Toy.java:3: ';' expected");
        handsIn("bob", Verdict.SKIPPED, "");

        assertInOrder(page(), "ann/feedback.html\">ann", "t1: Toy.java:3: ';' expected", "bob/feedback.html\">bob", "not written yet: 1 check did not run");
    }

    @Test
    void nothing_graded_yet_is_a_page_too() throws Exception {
        assertTrue(page().contains("<strong>0</strong> submissions"));
    }

    /** Submits two checks of five points each: the first one fails like this, the second one by the same invariant if any. */
    private void handsIn(String id, Verdict verdict, String invariant) throws Exception {
        boolean ran = verdict != Verdict.POLICY && verdict != Verdict.COMPILE_ERROR;
        Verdict second = verdict == Verdict.PASS || invariant.isEmpty() ? Verdict.PASS : verdict;
        List<CheckResult> checks = List.of(check("t1.first", verdict, invariant), check("t1.second", second, invariant));
        int score = ran ? checks.stream().mapToInt(CheckResult::score).sum() : 0;
        Verdict whole = verdict == Verdict.SKIPPED ? Verdict.FAIL : verdict;
        KataResult kata = new KataResult("t1", "Toy", whole, "", ran ? List.of() : List.of(invariant), score, 10, checks);
        Result result = new Result(Result.SCHEMA, new GraderId("1", "c", "d"), new SubmissionId(id, "0", List.of()), whole, "", score, 10,
                List.of(kata));
        new Reports(store).write(result, Map.of("wallMs", 2_500), "");
        rows.add(Row.of(result));
    }

    private static CheckResult check(String id, Verdict verdict, String invariant) {
        int score = verdict == Verdict.PASS ? 5 : 0;
        return new CheckResult(id, "1.1", Kind.RACE, Visibility.VISIBLE, verdict, score, 5, "the rule", invariant, "", "", "", "", "");
    }

    private static Row row(String id, int score) {
        return new Row(id, Verdict.FAIL, score, 10, List.of());
    }

    private String page() throws Exception {
        new Reports(store).write(rows);
        ClassPage.write(store);
        return Files.readString(directory.resolve("index.html"));
    }

    private static void assertInOrder(String page, String... parts) {
        int at = 0;
        for (String part : parts) {
            int found = page.indexOf(part, at);
            assertTrue(found >= 0, "not there, or not there in this order: " + part + "\n" + page);
            at = found + part.length();
        }
    }

    private static String match(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertTrue(matcher.find(), pattern);
        return matcher.group(1);
    }

    private static String sha256(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(hash);
    }
}
