package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.report.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long MINUTE = 60_000_000_000L;

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text, true);
    private long clock;

    @Test
    void the_rest_is_estimated_from_what_is_done_once_that_is_enough() {
        Eta eta = new Eta(20, () -> clock);
        for (int i = 0; i < 4; i++) {
            eta.step();
        }
        assertEquals("", eta.words());
        clock = 5 * MINUTE;
        eta.step();

        assertEquals(", about 15 min left", eta.words());
    }

    @Test
    void little_that_is_left_is_told_in_seconds_and_nothing_not_at_all() {
        Eta eta = new Eta(6, () -> clock);
        for (int i = 0; i < 5; i++) {
            eta.step();
        }
        clock = 5 * MINUTE;

        assertEquals(", about 60 s left", eta.words());
        eta.step();
        assertEquals("", eta.words());
    }

    @Test
    void programs_read_an_object_per_line() {
        try (JsonProgress progress = new JsonProgress(out, new Eta(2, () -> clock))) {
            progress.begins(2, 7);
            progress.graded(row("ann"), 350);
        }

        assertEquals(
                """
                {"event":"begins","kept":7,"todo":2}
                {"done":1,"event":"graded","id":"ann","max":100,"score":80,"todo":2,"verdict":"FAIL","wallMs":350}
                {"done":1,"event":"ends","todo":2}
                """,
                lines());
    }

    @Test
    void the_slowest_of_many_are_named_at_the_end() {
        Slowest slowest = new Slowest(row -> {});
        for (int i = 0; i < 10; i++) {
            slowest.graded(row("pupil-" + i), i * 1000);
        }

        slowest.print(out);

        assertEquals(
                """
                Slowest:
                     9.0 s  pupil-9 FAIL
                     8.0 s  pupil-8 FAIL
                     7.0 s  pupil-7 FAIL
                     6.0 s  pupil-6 FAIL
                     5.0 s  pupil-5 FAIL
                """,
                lines());
    }

    @Test
    void the_slowest_of_few_are_not() {
        Slowest slowest = new Slowest(row -> {});
        slowest.graded(row("ann"), 1000);

        slowest.print(out);

        assertEquals("", lines());
    }

    private String lines() {
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static Row row(String id) {
        return new Row(id, Verdict.FAIL, 80, 100, List.of());
    }
}
