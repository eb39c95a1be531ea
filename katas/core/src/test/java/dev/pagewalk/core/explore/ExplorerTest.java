package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.Hook;
import org.junit.jupiter.api.Test;

class ExplorerTest {
    private record Locked(Variable lock, Variable x) {
        Locked(Hook hook) {
            this(new Variable(hook, "lock", 0), new Variable(hook, "x", 0));
        }

        void increment(int cpu) {
            lock.lock(cpu);
            x.store(x.load() + 1);
            lock.unlock();
        }
    }

    @Test
    void finds_a_lost_update_and_replays_it() {
        Scenario<Variable> scenario = Scenario.named("two increments")
                .setUp(hook -> new Variable(hook, "x", 0))
                .cpu("CPU 0: x++", x -> x.store(x.load() + 1))
                .cpu("CPU 1: x++", x -> x.store(x.load() + 1))
                .atEnd(x -> assertEquals(2, x.load()));

        Outcome outcome = Explorer.standard().explore(scenario);

        Failure failure = outcome.failure().orElseThrow();
        System.out.println(failure.text());
        Outcome again = Explorer.standard().replay(scenario, failure.schedule());
        assertEquals(failure.text(), again.failure().orElseThrow().text());
    }

    @Test
    void a_lock_makes_three_increments_add_up() {
        Scenario<Locked> scenario = Scenario.named("three increments under a lock")
                .setUp(Locked::new)
                .cpu("CPU 0", w -> w.increment(0))
                .cpu("CPU 1", w -> w.increment(1))
                .cpu("CPU 2", w -> w.increment(2))
                .atEnd(w -> assertEquals(3, w.x.load()));

        Outcome outcome = Explorer.standard().explore(scenario);

        System.out.println(outcome);
        assertTrue(outcome.isExhausted());
        assertEquals(6, outcome.distinctTraces());
    }

    @Test
    void two_locks_in_two_orders_are_a_deadlock() {
        Scenario<Variable[]> scenario = Scenario.named("ab / ba")
                .setUp(hook -> Variable.array(hook, "lock", 2))
                .cpu("CPU 0", w -> { w[0].lock(0); w[1].lock(0); w[1].unlock(); w[0].unlock(); })
                .cpu("CPU 1", w -> { w[1].lock(1); w[0].lock(1); w[0].unlock(); w[1].unlock(); });

        Outcome outcome = Explorer.standard().explore(scenario);

        System.out.println(outcome.failure().orElseThrow().text());
        assertEquals(Reason.DEADLOCK, outcome.failure().orElseThrow().reason());
    }
}
