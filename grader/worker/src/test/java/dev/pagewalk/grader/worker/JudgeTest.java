package dev.pagewalk.grader.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.worker.wire.Outcome;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

public class JudgeTest {
    private final Judge judge = new Judge(UnsupportedOperationException.class.getName());

    @Test
    void the_failure_of_a_check_is_told_as_the_check_tells_it() {
        Outcome outcome = judge.judge(new CheckFailure("I1", "one", "two", "history", "replay"));

        assertEquals(new Outcome(Verdict.FAIL, "I1", "one", "two", "history", "replay"), outcome);
    }

    @Test
    void a_failure_without_some_of_its_texts_has_empty_ones() {
        Outcome outcome = judge.judge(new CheckFailure(null, "one", null, null, null));

        assertEquals(Outcome.of(Verdict.FAIL, "one", ""), outcome);
    }

    @Test
    void what_is_not_written_is_not_started_also_as_a_cause() {
        Throwable deep = new IllegalStateException(new RuntimeException(new UnsupportedOperationException()));

        assertEquals(Verdict.NOT_STARTED, judge.judge(deep).verdict());
    }

    @Test
    void an_assertion_of_a_check_is_told_by_its_message() {
        Outcome outcome = judge.judge(new AssertionFailedError("three pages are missing"));

        assertEquals("three pages are missing", outcome.actual());
    }

    @Test
    void an_exception_is_told_by_its_type_and_message() {
        Outcome outcome = judge.judge(new IllegalArgumentException("the slot is none"));

        assertEquals("IllegalArgumentException: the slot is none", outcome.actual());
        assertEquals(Verdict.FAIL, outcome.verdict());
    }

    @Test
    void a_circle_of_causes_ends() {
        Throwable one = new RuntimeException("one");
        Throwable two = new RuntimeException("two", one);
        one.initCause(two);

        assertEquals(Verdict.FAIL, judge.judge(one).verdict());
    }

    @Test
    void a_long_message_is_cut() {
        Function<Integer, Throwable> saying = length -> new IllegalStateException("x".repeat(length));

        assertTrue(judge.judge(saying.apply(100_000)).actual().length() < 400);
    }

    /** What the machine throws looks like this. */
    public static final class RuleOfTheMachine extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        public String rule() {
            return "I3 counters";
        }

        public String expected() {
            return "1 or more";
        }

        public String actual() {
            return "0";
        }
    }

    @Test
    void a_broken_rule_of_the_machine_is_told_by_its_parts() {
        Outcome outcome = judge.judge(new RuleOfTheMachine());

        assertEquals(new Outcome(Verdict.FAIL, "I3 counters", "1 or more", "0", "", ""), outcome);
    }
}
