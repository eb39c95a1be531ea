package dev.pagewalk.grader.engine;

import static dev.pagewalk.grader.engine.Pupil.RIGHT_ADD;
import static dev.pagewalk.grader.engine.Pupil.RIGHT_SUM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Evidence.Cost;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One toy submission per verdict, graded by real processes. */
class VerdictTest {
    @TempDir
    static Path classroom;

    private static Pupil pupil;
    private static Grader grader;
    private static Graded wrong;

    @BeforeAll
    static void start() throws IOException {
        pupil = new Pupil(classroom);
        grader = Toy.grader();
        wrong = grader.grade(pupil.writes("wrong", "return a - b;", RIGHT_SUM));
    }

    @AfterAll
    static void stop() {
        grader.close();
    }

    @Test
    void right_code_passes_with_full_marks() {
        Result result = grader.grade(pupil.right("right")).result();

        assertEquals(Verdict.PASS, result.verdict());
        assertEquals(53, result.score());
        assertEquals(53, result.max());
    }

    @Test
    void wrong_code_fails_with_what_the_check_says() {
        CheckResult check = check(wrong.result(), "t1.adds_two_numbers");
        assertEquals(Verdict.FAIL, wrong.result().verdict());
        assertEquals(Verdict.FAIL, check.verdict());
        assertEquals("add returns the sum of two numbers", check.rule());
        assertEquals("5", check.expected());
        assertEquals("-1", check.actual());
        assertEquals("step 1\nstep 2", check.history());
        assertEquals("./kata replay toy", check.replay());
        assertEquals("handout 0", check.read());
    }

    @Test
    void a_check_that_failed_is_run_again_to_show_how() {
        Graded again = grader.grade(pupil.writes("wrong", "return a - b;", RIGHT_SUM));

        assertEquals("step 1", wrong.trace().of("t1.adds_two_numbers").moments().get(0).does());
        assertEquals(wrong.trace(), again.trace());
        assertTrue(wrong.sources().get("AdderKata.java").contains("return a - b;"), wrong.sources().toString());
    }

    @Test
    void what_is_too_dear_is_shown_beside_what_the_reference_costs() {
        Graded dear = grader.grade(pupil.writes("dear", RIGHT_ADD, "int s = 10; for (int v : values) s += v; return s;"));

        assertEquals(List.of(new Cost("sum", 16, 6, 6)), dear.trace().of("t1.sums_many_numbers").costs());
    }

    @Test
    void a_check_whose_requirement_fell_is_skipped_and_scores_nothing() {
        CheckResult check = check(wrong.result(), "t1.adds_like_the_reference");
        assertEquals(Verdict.SKIPPED, check.verdict());
        assertEquals(0, check.score());
        assertTrue(check.actual().contains("adds_two_numbers"), check.actual());
    }

    @Test
    void an_unwritten_stub_is_not_started_and_its_design_earns_nothing() {
        Result result = grader.grade(pupil.writes("stub", "throw new toy.core.NotYet();", "throw new toy.core.NotYet();"))
                .result();

        assertEquals(Verdict.NOT_STARTED, result.verdict());
        assertEquals(0, result.score());
        assertEquals(Verdict.NOT_STARTED, check(result, "t1.adds_like_the_reference").verdict());
        assertEquals(Verdict.SKIPPED, check(result, "t1.has_no_static_fields").verdict());
    }

    @Test
    void a_half_written_one_fails_with_the_points_of_its_half() {
        Result result = grader.grade(pupil.writes("half", RIGHT_ADD, "throw new toy.core.NotYet();")).result();

        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals(20, result.score());
    }

    @Test
    void an_empty_hand_in_is_not_started_and_is_told_which_file_is_missing() {
        Result result = grader.grade(pupil.handsIn("empty", "notes.txt", new byte[0])).result();

        assertEquals(Verdict.NOT_STARTED, result.verdict());
        assertEquals("No file AdderKata.java was found in it.", result.message());
        assertEquals("notes.txt", result.submission().ignored().get(0));
    }

    @Test
    void a_missing_semicolon_is_a_compile_error_at_its_line() {
        Result result = grader.grade(pupil.writes("semicolon", "return a + b", RIGHT_SUM)).result();

        assertEquals(Verdict.COMPILE_ERROR, result.verdict());
        assertEquals("AdderKata.java:6: ';' expected", result.katas().get(0).diagnostics().get(0));
        assertEquals(0, result.score());
    }

    @Test
    void a_wrong_signature_is_a_compile_error() {
        String source = Pupil.source(RIGHT_ADD, RIGHT_SUM, "").replace("int[] values", "long[] values");

        Result result = grader.grade(pupil.handsIn("signature", source)).result();

        assertEquals(Verdict.COMPILE_ERROR, result.verdict());
        assertTrue(result.katas().get(0).diagnostics().get(0).contains("sum(int[])"));
    }

    @Test
    void what_is_not_utf_8_is_a_compile_error() {
        byte[] latin1 = {'/', '/', ' ', (byte) 0xfc, 'b', 'e', 'r'};

        Result result = grader.grade(pupil.handsIn("latin1", "AdderKata.java", latin1)).result();

        assertEquals(Verdict.COMPILE_ERROR, result.verdict());
        assertTrue(result.message().startsWith("AdderKata.java is not UTF-8"), result.message());
    }

    @Test
    void expressions_too_deep_for_the_compiler_are_a_compile_error() {
        String deep = "return " + "(".repeat(20_000) + "a + b" + ")".repeat(20_000) + ";";

        Result result = grader.grade(pupil.writes("deep", deep, RIGHT_SUM)).result();

        assertEquals(Verdict.COMPILE_ERROR, result.verdict());
    }

    @Test
    void a_class_of_the_core_declared_again_is_refused() {
        String fake = "package toy.core; public class AdderKata {}";

        Result result = grader.grade(pupil.handsIn("fake", fake)).result();

        assertFalse(result.verdict() == Verdict.PASS);
        assertEquals(0, result.score());
    }

    @Test
    void a_class_in_another_package_is_against_the_policy() {
        String elsewhere = Pupil.source(RIGHT_ADD, RIGHT_SUM, "").replace("package toy.katas", "package org.junit.toy");

        Result result = grader.grade(pupil.handsIn("elsewhere", elsewhere)).result();

        assertEquals(Verdict.POLICY, result.verdict());
        assertTrue(result.message().contains("org.junit.toy.AdderKata"), result.message());
    }

    @Test
    void an_endless_loop_times_out_and_costs_its_own_checks_alone() {
        Result result = grader.grade(pupil.writes("loop", "while (true) { }", RIGHT_SUM)).result();

        assertEquals(Verdict.TIMEOUT, result.verdict());
        assertEquals(Verdict.TIMEOUT, check(result, "t1.adds_two_numbers").verdict());
        assertEquals(33, result.score());
    }

    @Test
    void an_endless_loop_is_told_with_its_line_and_costs_no_worker() {
        Result result = grader.grade(pupil.writes("loops", "while (true) { }", "while (true) { }")).result();

        assertEquals("it went on and on: its steps were used up at AdderKata.java:7", check(result, "t1.sums_many_numbers").actual());
        assertEquals(Verdict.TIMEOUT, check(result, "t1.sum_changes_nothing").verdict());
    }

    @Test
    void a_loop_inside_the_library_is_told_by_the_line_that_called_it() {
        String forever = "return (int) java.util.stream.LongStream.range(0, Long.MAX_VALUE).sum();";

        CheckResult check = check(grader.grade(pupil.writes("library", forever, RIGHT_SUM)).result(), "t1.adds_two_numbers");

        assertEquals(Verdict.TIMEOUT, check.verdict());
        assertTrue(check.actual().contains("It was in add (AdderKata.java:6) all the time."), check.actual());
    }

    @Test
    void after_too_many_lost_workers_the_rest_is_skipped() {
        Result result = grader.grade(pupil.writes("exits", "System.exit(0); return 0;", "System.exit(0); return 0;")).result();

        assertEquals(Verdict.CRASH, result.verdict());
        assertEquals(Verdict.CRASH, check(result, "t1.sums_many_numbers").verdict());
        assertEquals(Verdict.SKIPPED, check(result, "t1.sum_changes_nothing").verdict());
        assertEquals(0, result.score());
    }

    @Test
    void endless_recursion_fails_with_a_hint_at_its_line() {
        Result result = grader.grade(pupil.writes("recursion", "return add(b, a);", RIGHT_SUM)).result();

        CheckResult check = check(result, "t1.adds_two_numbers");
        assertEquals(Verdict.FAIL, check.verdict());
        assertEquals("it called itself without end (StackOverflowError at AdderKata.java:6)", check.actual());
    }

    @Test
    void a_hoarder_of_memory_is_out_of_memory() {
        String hoard = "var all = new java.util.ArrayList<long[]>(); while (true) { all.add(new long[1 << 20]); }";

        Result result = grader.grade(pupil.writes("hoard", hoard, RIGHT_SUM)).result();

        assertEquals(Verdict.OOM, result.verdict());
        assertEquals(Verdict.OOM, check(result, "t1.adds_two_numbers").verdict());
    }

    @Test
    void an_exception_fails_with_its_type_and_line() {
        Result result = grader.grade(pupil.writes("npe", "return values().length;", RIGHT_SUM)).result();
        Result thrown = grader.grade(pupil.writes("thrown", "return new int[a][b][-1].length;", RIGHT_SUM)).result();

        assertEquals(Verdict.COMPILE_ERROR, result.verdict());
        assertTrue(check(thrown, "t1.adds_two_numbers").actual().startsWith("NegativeArraySizeException at AdderKata.java:6"));
    }

    @Test
    void of_an_exception_of_its_own_only_the_name_is_known() {
        String own = """
                static final class Mine extends RuntimeException {
                    @Override public String getMessage() { System.exit(0); return "<script>"; }
                    @Override public StackTraceElement[] getStackTrace() { System.exit(0); return null; }
                    @Override public String toString() { System.exit(0); return null; }
                }
                """;

        Result result = grader.grade(pupil.handsIn("own", Pupil.source("throw new Mine();", RIGHT_SUM, own))).result();

        CheckResult check = check(result, "t1.adds_two_numbers");
        assertEquals(Verdict.FAIL, check.verdict());
        assertEquals("it threw an exception of its own: toy.katas.AdderKata$Mine", check.actual());
    }

    private static CheckResult check(Result result, String id) {
        return result.katas().stream()
                .flatMap(kata -> kata.checks().stream())
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
