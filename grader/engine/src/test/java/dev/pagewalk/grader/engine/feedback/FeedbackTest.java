package dev.pagewalk.grader.engine.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Evidence.Fact;
import dev.pagewalk.grader.api.Evidence.Moment;
import dev.pagewalk.grader.api.Evidence.Thing;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.report.GradesCsv;
import dev.pagewalk.grader.engine.report.Trace;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import dev.pagewalk.grader.engine.score.Sight;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
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
    void a_race_is_told_step_by_step_and_drawn_at_its_end() {
        String page = page(check("k1.a", Visibility.VISIBLE, "", "history"), RACE);

        assertTrue(page.contains("CPU 1: put"), page);
        assertTrue(page.contains("table 0x5 refcount 2 → 1"), page);
        assertTrue(page.contains("<tspan class=\"value\">2 → 1</tspan>"), page);
        assertTrue(page.contains("id=\"line-K-java-2\""), page);
        assertTrue(page.contains("step 0 of “a”"), page);
        assertTrue(page.contains("never ran"), page);
    }

    @Test
    void steps_of_a_race_keep_the_numbers_of_its_text_and_those_left_out_are_counted() {
        Moment start = new Moment(Moment.NO_STEP, -1, "at first", "", "", "", List.of(), List.of());
        Moment far = new Moment(41, 0, "load", "page 0x5 refcount", "= 2", "K.java:2", List.of(), List.of());
        Moment end = new Moment(Moment.NO_STEP, -1, "at the end", "", "", "", List.of(), List.of());
        Trace trace = Trace.of(Map.of("k1.a", new Evidence(List.of("CPU 0: put"), List.of(start, far, end), List.of())));

        String page = page(check("k1.a", Visibility.VISIBLE, "", ""), new Attachments(trace, Map.of("K.java", "class K {\n  int x;\n}\n"), Map.of()));

        assertTrue(page.contains("<th scope=\"row\" class=\"points\">41</th>"), page);
        assertTrue(page.contains("⋮ 41 steps before it left out"), page);
        assertTrue(page.contains("step 41 of “a”"), page);
        assertTrue(page.contains("<th scope=\"row\" class=\"points\">end</th>"), page);
    }

    @Test
    void what_the_reference_costs_stands_beside_what_may_be_and_what_was() {
        Trace trace = Trace.of(Map.of("k1.a", new Evidence(List.of(), List.of(), List.of(new Cost("flushes", 9, 4, 1)))));

        String page = page(check("k1.a", Visibility.VISIBLE, "", ""), new Attachments(trace, Map.of(), Map.of()));

        for (String bar : List.of("flushes: the reference's</th><td class=\"points\">1<", "flushes: at most</th><td class=\"points\">4<", "flushes: yours</th><td class=\"points\">9<")) {
            assertTrue(page.contains(bar), page);
        }
        assertEquals(2, Bar.of(List.of(new Cost("flushes", 9, 4, Cost.UNKNOWN))).size());
    }

    @Test
    void the_score_is_of_what_was_handed_in_and_the_whole_course_comes_second() {
        KataResult there = new KataResult("k1", "Refcount", Verdict.PASS, "", List.of(), 96, 100, List.of());
        KataResult absent = new KataResult("k2", "Fork", Verdict.NOT_STARTED, "nothing of it was handed in", List.of(), 0, 100, List.of());
        Result part = new Result(Result.SCHEMA, new GraderId("1", "c", "d"), new SubmissionId("ann", "abc", List.of()), Verdict.FAIL, "", 96, 200, List.of(there, absent));

        String page = new String(Feedback.page(Sight.AS_DECLARED.of(part), Attachments.NONE, List.of()), StandardCharsets.UTF_8);

        assertTrue(page.contains("Score <strong>96 of 100</strong>"), page);
        assertTrue(page.contains("1 of 2 katas. Of the whole course: 96 of 200."), page);
    }

    @Test
    void names_that_linux_writes_in_capitals_are_written_so() {
        assertEquals("without memory it returns ENOMEM", check("k2.without_memory_it_returns_enomem", Visibility.VISIBLE, "", "").title());
        assertEquals("one table, several VMAs".replace(",", ""), check("k2.one_table_several_vmas", Visibility.VISIBLE, "", "").title());
    }

    @Test
    void a_design_check_that_names_a_line_is_noted_there() {
        CheckResult design = new CheckResult(
                "k1.no_nesting", "1.1", Kind.DESIGN, Visibility.VISIBLE, Verdict.FAIL, 0, 5, "the rule", "", "", "line 2: too deep", "", "", "");
        Map<String, String> sources = Map.of("K.java", "package x.k1_it;\nclass K {}\n", "L.java", "package x.k10_it;\nclass L {}\n");

        String page = page(design, new Attachments(Trace.NONE, sources, Map.of()));

        assertTrue(page.contains("<tr id=\"line-K-java-2\" class=\"faulty\">"), page);
        assertFalse(page.contains("<tr id=\"line-L-java-2\" class=\"faulty\">"), page);
    }

    @Test
    void of_a_check_shown_by_name_no_story_is_told() {
        String page = page(check("k1.a", Visibility.NAME_ONLY, "", ""), RACE);

        assertFalse(page.contains("CPU 1: put"));
        assertFalse(page.contains("refcount"));
        assertFalse(page.contains("step 0 of"));
    }

    @Test
    void hostile_texts_in_a_story_and_a_source_appear_as_text() {
        Thing thing = new Thing("</svg>", "<b>", List.of(new Fact("<i>", "</script><u>")), List.of("<b>"));
        Moment moment = new Moment(-1, -1, "<u>", "", "", "", List.of(thing), List.of());
        Trace trace = Trace.of(Map.of("k1.a", new Evidence(List.of(), List.of(moment, moment), List.of(new Cost("<s>", 2, 1, 1)))));
        Trace race = Trace.of(Map.of("k1.a", new Evidence(List.of("<q>"), List.of(moment, moment), List.of())));
        String source = "</code></script><u>\u202e\u001b[0m" + "x".repeat(1 << 20);

        for (Trace each : List.of(trace, race)) {
            String page = page(check("k1.a", Visibility.VISIBLE, "", ""), new Attachments(each, Map.of("<p>.java", source), Map.of()));

            for (String markup : List.of("<u>", "<b>", "<i>", "<s>", "<q>", "<p>.", "</svg>\"", "\u202e", "\u001b")) {
                assertFalse(page.contains(markup), markup);
            }
            assertTrue(page.contains("\\u202e\\u001b[0mxxx"));
            assertEquals(page.split("<script").length, page.split("</script").length);
            assertTrue(page.length() < 100_000, page.length() + " characters");
        }
    }

    @Test
    void however_much_there_is_to_say_the_page_is_below_half_a_megabyte() {
        List<CheckResult> checks = IntStream.range(0, 160)
                .mapToObj(i -> check("k1.check_number_" + i, Visibility.VISIBLE, "e".repeat(16_000), "h".repeat(16_000)))
                .toList();
        List<Moment> moments = new ArrayList<>(Collections.nCopies(300, RACE.trace().of("k1.a").moments().get(1)));
        Map<String, Evidence> evidence = new TreeMap<>();
        checks.forEach(check -> evidence.put(check.id(), new Evidence(List.of("CPU 0", "CPU 1: put"), moments, List.of())));
        Map<String, String> sources = Map.of("A.java", "int a;\n".repeat(30_000), "B.java", "int b;\n".repeat(30_000));

        byte[] page = Feedback.page(result(checks), new Attachments(Trace.of(evidence), sources, Map.of()), List.of());

        assertTrue(page.length <= 500_000, page.length + " bytes");
        assertTrue(new String(page, StandardCharsets.UTF_8).contains("(cut: it goes on for"));
    }

    @Test
    void hints_are_found_by_their_task_and_shown_in_their_order() {
        String hints = "[discrete]\n== 1.1\n\n. Which?\n. Look at `refRead`.\n\n[discrete]\n== 1.10\n\n. Another\n  line.\n";

        assertEquals(2, Hints.ladderIn(hints, "1.1").size());
        assertEquals(List.of(new Hints.Piece("Look at ", false), new Hints.Piece("refRead", true), new Hints.Piece(".", false)), Hints.ladderIn(hints, "1.1").get(1));
        assertEquals(List.of(List.of(new Hints.Piece("Another line.", false))), Hints.ladderIn(hints, "1.10"));
        assertEquals(List.of(), Hints.ladderIn(hints, "1.2"));
        assertEquals(List.of(), Hints.of("../k1", "1.1", ""));
    }

    @Test
    void a_section_of_a_handout_ends_where_the_next_one_begins() {
        String handout = "= Kata 1\n\n== Goal\n\nTo count.\n\n=== Why\n\nBecause.\n\n== Picture\n\nimage::a.svg[\"A table.\"]\n\n[cols=\"1,2\"]\n|===\n| a | b\n|===\n";

        assertEquals("To count.\n\n=== Why\n\nBecause.", Handouts.section(handout, "Goal").orElseThrow());
        assertEquals("Because.", Handouts.section(handout, "Why").orElseThrow());
        assertEquals("Picture: A table.\n\n| a | b", Handouts.section(handout, "Picture").orElseThrow());
        assertTrue(Handouts.section(handout, "Pict").isEmpty());
        assertTrue(Handouts.cited("handout 1").isEmpty());
    }

    @Test
    void a_cell_of_the_table_of_grades_is_no_formula() {
        assertEquals("'=1+1", GradesCsv.cell("=1+1"));
        assertEquals("'@x", GradesCsv.cell("@x"));
        assertEquals("\"a\"\"b,c\"", GradesCsv.cell("a\"b,c"));
        assertEquals("ann", GradesCsv.cell("ann"));
    }

    private static final Attachments RACE = race();

    private static Attachments race() {
        Thing before = new Thing("TABLE", "table 0x5", List.of(new Fact("refcount", "2")), List.of());
        Thing after = new Thing("TABLE", "table 0x5", List.of(new Fact("refcount", "1")), List.of());
        List<Moment> moments = List.of(
                new Moment(-1, -1, "at first", "", "", "", List.of(before), List.of()),
                new Moment(0, 1, "update", "page 0x5 refcount", "2 → 1", "K.java:2", List.of(after), List.of()));
        Trace trace = Trace.of(Map.of("k1.a", new Evidence(List.of("CPU 0: put", "CPU 1: put"), moments, List.of())));
        return new Attachments(trace, Map.of("K.java", "class K {\n  int x;\n}\n"), Map.of("K.java", new Coverage(2, 1, "3")));
    }

    private static CheckResult check(String id, Visibility visibility, String expected, String history) {
        return new CheckResult(
                id, "1.1", Kind.RACE, visibility, Verdict.FAIL, 0, 5, "the rule", "", expected, "", history, "./kata replay k1", "");
    }

    private static String page(CheckResult check) {
        return page(check, Attachments.NONE);
    }

    private static String page(CheckResult check, Attachments attachments) {
        return new String(Feedback.page(Sight.AS_DECLARED.of(result(List.of(check))), attachments, List.of()), StandardCharsets.UTF_8);
    }

    private static Result result(List<CheckResult> checks) {
        KataResult kata = new KataResult("k1", "Refcount", Verdict.FAIL, "", List.of(), 0, 5, checks);
        return new Result(
                Result.SCHEMA,
                new GraderId("1", "c", "d"),
                new SubmissionId("ann", "abc", List.of()),
                Verdict.FAIL,
                "",
                0,
                5,
                List.of(kata));
    }
}
