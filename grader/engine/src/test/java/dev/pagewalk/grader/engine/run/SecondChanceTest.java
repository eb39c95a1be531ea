package dev.pagewalk.grader.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.process.WorkerEnded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondChanceTest {
    private static final String ANSWER = "answer";

    private final Deque<Verdict> ends = new ArrayDeque<>();

    @Test
    void who_is_late_once_is_not_late() throws Exception {
        ends.addAll(List.of(Verdict.TIMEOUT));

        assertEquals(ANSWER, SecondChance.ifLate(this::next));
    }

    @Test
    void who_is_late_twice_is_late() {
        ends.addAll(List.of(Verdict.TIMEOUT, Verdict.TIMEOUT));

        WorkerEnded end = assertThrows(WorkerEnded.class, () -> SecondChance.ifLate(this::next));

        assertEquals(Verdict.TIMEOUT, end.verdict());
    }

    @Test
    void who_ends_the_process_has_had_the_chance() {
        ends.addAll(List.of(Verdict.CRASH));

        WorkerEnded end = assertThrows(WorkerEnded.class, () -> SecondChance.ifLate(this::next));

        assertEquals(Verdict.CRASH, end.verdict());
    }

    private String next() throws WorkerEnded {
        if (!ends.isEmpty()) {
            throw new WorkerEnded(ends.remove(), "ended");
        }
        return ANSWER;
    }
}
