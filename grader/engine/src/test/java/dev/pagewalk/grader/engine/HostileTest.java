package dev.pagewalk.grader.engine;

import static dev.pagewalk.grader.engine.Pupil.RIGHT_ADD;
import static dev.pagewalk.grader.engine.Pupil.RIGHT_SUM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Submissions that want points which they did not earn. */
class HostileTest {
    @TempDir
    static Path classroom;

    private static Pupil pupil;
    private static Grader grader;

    @BeforeAll
    static void start() throws IOException {
        pupil = new Pupil(classroom);
        grader = Toy.grader();
    }

    @AfterAll
    static void stop() {
        grader.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.exit(0);", "Runtime.getRuntime().halt(0);", "Runtime.getRuntime().exit(7);"})
    void ending_the_process_is_a_crash(String exit) {
        Result result = grade("exit", exit + " return 5;");

        assertEquals(Verdict.CRASH, result.verdict());
        assertEquals(33, result.score());
    }

    @Test
    void a_perfect_report_on_stdout_changes_nothing() {
        Graded graded = grader.grade(pupil.writes(
                "printer", "System.out.println(\"{\\\"verdict\\\":\\\"PASS\\\"}\"); return 0;", RIGHT_SUM));

        assertEquals(Verdict.FAIL, graded.result().verdict());
        assertEquals(33, graded.result().score());
        assertTrue(graded.output().contains("PASS"));
    }

    @Test
    void a_perfect_report_and_then_exit_changes_nothing() {
        Result result = grade("printer-exit", "System.out.println(\"PASS\"); System.exit(0); return 0;");

        assertEquals(Verdict.CRASH, result.verdict());
        assertEquals(33, result.score());
    }

    /** Sockets alone are tried, and nothing is truncated: this test runs with the rights of whoever builds. */
    @Test
    void writing_to_the_sockets_of_its_process_earns_nothing() {
        String forge = """
                for (int fd = 0; fd < 64; fd++) {
                    var open = java.nio.file.Path.of("/proc/self/fd/" + fd);
                    try {
                        if (java.nio.file.Files.readSymbolicLink(open).toString().startsWith("socket:")) {
                            java.nio.file.Files.write(open, new byte[64], java.nio.file.StandardOpenOption.APPEND);
                        }
                    } catch (java.io.IOException e) {
                        continue;
                    }
                }
                return 0;
                """;

        Result result = grade("forger", forge);

        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals(33, result.score());
    }

    @Test
    void closing_the_standard_streams_costs_nothing_and_earns_nothing() {
        Result result = grade("closer", "System.out.close(); System.err.close(); return a + b;");

        assertEquals(Verdict.PASS, result.verdict());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.opentest4j.TestAbortedException",
                "org.opentest4j.IncompleteExecutionException",
                "dev.pagewalk.grader.api.CheckFailure"
            })
    void an_exception_of_the_test_tools_is_out_of_reach(String type) throws Exception {
        String body = "try { throw (Error) (Object) Class.forName(\"" + type
                + "\").getConstructor().newInstance(); } catch (ReflectiveOperationException e) { return 0; }";

        Result result = grade("aborter", body);

        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals(33, result.score());
    }

    @Test
    void a_test_aborted_exception_got_by_the_system_loader_is_a_failure() {
        Result result = grade(
                "aborter2",
                """
                try {
                    throw (RuntimeException) ClassLoader.getSystemClassLoader()
                            .loadClass("org.opentest4j.TestAbortedException").getConstructor().newInstance();
                } catch (ReflectiveOperationException e) {
                    return 0;
                }
                """);

        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals(33, result.score());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new OutOfMemoryError();",
                "throw new ThreadDeath();",
                "throw new NoClassDefFoundError();",
                "throw new AssertionError(\"all 6 checks passed\");"
            })
    void an_error_thrown_by_hand_is_a_failure(String body) {
        Result result = grade("error", body);

        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals(33, result.score());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.pagewalk.grader.worker.CheckRunner",
                "toy.references.AdderKata",
                "toy.checks.AdderCheck",
                "sun.misc.Unsafe",
                "com.sun.tools.attach.VirtualMachine"
            })
    void reflection_reaches_nothing_that_is_not_provided(String type) {
        String body = """
                try {
                    Class<?> type = ClassLoader.getSystemClassLoader().loadClass("%s");
                    var maker = type.getDeclaredConstructor();
                    maker.setAccessible(true);
                    maker.newInstance();
                    return a + b;
                } catch (ReflectiveOperationException | RuntimeException e) {
                    return 0;
                }
                """
                .formatted(type);

        Result result = grade("reflection", body);

        assertEquals(33, result.score());
    }

    @Test
    void nothing_static_is_carried_from_one_check_to_the_next() {
        String once = "private static int calls; private int once(int value) { return calls++ == 0 ? value : -1; }";

        Result result = grader.grade(
                        pupil.handsIn("once", Pupil.source("return once(a + b);", RIGHT_SUM, once)))
                .result();

        assertEquals(20, result.katas().get(0).checks().stream()
                .filter(check -> check.task().equals("1.1"))
                .mapToInt(Result.CheckResult::score)
                .sum());
    }

    @Test
    void a_static_initialiser_that_never_ends_times_out() {
        Result result = grader.grade(pupil.handsIn(
                        "clinit",
                        Pupil.source(RIGHT_ADD, RIGHT_SUM, "static { while (System.nanoTime() != 0) { Thread.onSpinWait(); } }")))
                .result();

        assertEquals(Verdict.TIMEOUT, result.verdict());
        assertEquals(0, result.score());
    }

    @Test
    void an_interrupted_runner_gives_no_points() {
        Result result = grade(
                "interrupter",
                "Thread.getAllStackTraces().keySet().forEach(Thread::interrupt); return 0;");

        assertTrue(result.score() <= 33);
        assertTrue(result.verdict() == Verdict.FAIL || result.verdict() == Verdict.CRASH);
    }

    private static Result grade(String id, String add) {
        return grader.grade(pupil.writes(id, add, RIGHT_SUM)).result();
    }
}
