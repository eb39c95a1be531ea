package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hw.PhysicalMemory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever a CPU's program does short of never coming to an access, the explorer ends and says what it was. */
class HostileProgramTest {
    private static Scenario<Variable> against(Program<Variable> program) {
        return Scenario.named("hostile")
                .setUp(hook -> new Variable(hook, "x", 0))
                .cpu("CPU 0: behaves", x -> x.store(x.load() + 1))
                .cpu("CPU 1: does not", program);
    }

    private static Failure failureOf(Program<Variable> program) {
        return Explorer.standard().explore(against(program)).failure().orElseThrow();
    }

    private static void recurse(Variable x) {
        x.load();
        recurse(x);
    }

    private static void swallow(Variable x) {
        try {
            x.load();
        } catch (Throwable ignored) {
            // goes on
        }
    }

    @Test
    void an_exception_is_the_cause_of_the_failure() {
        Failure failure = failureOf(x -> {
            x.load();
            throw new java.io.IOException("disk on fire");
        });

        assertEquals(Reason.THROWN, failure.reason());
        assertInstanceOf(java.io.IOException.class, failure.cause());
    }

    @Test
    void a_place_that_does_not_exist_is_refused_where_the_program_asks_for_it() {
        Failure failure = Explorer.standard().explore(Scenario.named("no such place")
                .setUp(hook -> new PhysicalMemory(40, hook))
                .cpu("CPU 0: walks into poison", memory -> memory.read(0x6b6b_6b6b_6b6b_6b6bL))
                .cpu("CPU 1: behaves", memory -> memory.read(0x1000))).failure().orElseThrow();

        assertEquals(Reason.THROWN, failure.reason());
        assertTrue(failure.text().replaceAll("\\s+", " ").contains("is not a multiple of 8"), failure.text());
    }

    @Test
    void a_long_schedule_is_not_shortened_for_ever() {
        AtomicInteger worlds = new AtomicInteger();

        Failure failure = Explorer.standard().explore(Scenario.<Variable>named("long")
                .setUp(hook -> {
                    worlds.incrementAndGet();
                    return new Variable(hook, "x", 0);
                })
                .cpu("CPU 0: counts", HostileProgramTest::countFar)
                .cpu("CPU 1: counts", HostileProgramTest::countFar)
                .atEnd(x -> assertEquals(-1, x.load()))).failure().orElseThrow();

        assertEquals(0, failure.preemptions());
        assertTrue(worlds.get() < 500, worlds + " executions of 4,000 steps each");
    }

    private static void countFar(Variable x) {
        for (int i = 0; i < 1000; i++) {
            x.store(x.load() + 1);
        }
    }

    @Test
    void endless_recursion_is_a_stack_overflow_of_the_program_or_has_no_end_in_sight() {
        Failure failure = failureOf(HostileProgramTest::recurse);

        assertTrue(failure.cause() instanceof StackOverflowError || failure.reason() == Reason.LIVELOCK, failure.text());
    }

    @Test
    void spinning_on_a_read_has_no_end_in_sight() {
        Failure failure = failureOf(x -> {
            while (x.load() != 99) {
                // spins
            }
        });

        assertEquals(Reason.LIVELOCK, failure.reason());
        assertTrue(failure.text().contains("await it"), failure.text());
    }

    @Test
    void a_program_that_catches_everything_once_is_ended_all_the_same() {
        Outcome outcome = Explorer.standard().explore(against(x -> {
            for (int i = 0; i < 3; i++) {
                swallow(x);
                x.store(i);
            }
        }));

        assertEquals(Verdict.PASSED, outcome.verdict());
    }

    @Test
    void a_program_that_catches_everything_for_ever_is_left_behind() {
        Failure failure = failureOf(x -> {
            while (true) {
                swallow(x);
            }
        });

        assertTrue(failure.reason() == Reason.LIVELOCK || failure.reason() == Reason.UNSTOPPABLE, failure.text());
    }

    @Test
    void a_program_that_interrupts_itself_is_not_disturbed() {
        Outcome outcome = Explorer.standard().explore(against(x -> {
            Thread.currentThread().interrupt();
            x.store(5);
            x.load();
        }));

        assertEquals(Verdict.PASSED, outcome.verdict());
    }

    @Test
    void a_program_that_remembers_earlier_executions_is_told_so() {
        AtomicInteger runs = new AtomicInteger();

        Failure failure = failureOf(x -> {
            if (runs.incrementAndGet() % 2 == 0) {
                x.await(Until.EQUALS, 7);
            }
            x.load();
        });

        assertTrue(failure.reason() == Reason.NOT_DETERMINISTIC || failure.reason() == Reason.LOST_WAKE_UP, failure.text());
    }

    @Test
    void a_set_up_that_throws_is_a_failure() {
        Scenario<Object> scenario = Scenario.named("no world").setUp(hook -> {
            throw new IllegalStateException("no memory");
        });

        Failure failure = Explorer.standard().explore(scenario).failure().orElseThrow();

        assertEquals(Reason.SET_UP, failure.reason());
    }

    @Test
    void an_exploration_leaves_no_thread_behind() {
        failureOf(x -> {
            throw new IllegalStateException("at once");
        });

        long left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("CPU ") && !thread.isDaemon())
                .count();
        assertEquals(0, left);
    }
}
