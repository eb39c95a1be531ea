package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.Until;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplorerTest {
    private static Scenario<Variable> twoIncrements() {
        return Scenario.named("two increments")
                .setUp(hook -> new Variable(hook, "x", 0))
                .cpu("CPU 0: x++", x -> x.store(x.load() + 1))
                .cpu("CPU 1: x++", x -> x.store(x.load() + 1))
                .atEnd(x -> assertEquals(2, x.load()));
    }

    private static Scenario<Variable[]> twoLocks(int first, int second) {
        return Scenario.named("two locks")
                .setUp(hook -> Variable.array(hook, "lock", 2))
                .cpu("CPU 0", locks -> nest(locks[0], locks[1], 0))
                .cpu("CPU 1", locks -> nest(locks[first], locks[second], 1));
    }

    private static void nest(Variable outer, Variable inner, int cpu) {
        outer.lock(cpu);
        inner.lock(cpu);
        inner.unlock();
        outer.unlock();
    }

    private static Scenario<Variable> waitFor(long value) {
        return Scenario.named("wait")
                .setUp(hook -> new Variable(hook, "x", 0))
                .cpu("CPU 0: store 1", x -> x.store(1))
                .cpu("CPU 1: wait", x -> x.await(Until.EQUALS, value));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void each_engine_finds_a_lost_update(Engine engine) {
        Outcome outcome = Explorer.of(engine, 100).explore(twoIncrements());

        assertEquals("0110", outcome.failure().orElseThrow().schedule());
    }

    @Test
    void a_replay_tells_the_same_story() {
        Failure failure = Explorer.standard().explore(twoIncrements()).failure().orElseThrow();

        Outcome again = Explorer.standard().replay(twoIncrements(), failure.schedule());

        assertEquals(failure.text(), again.failure().orElseThrow().text());
    }

    @Test
    void a_watcher_sees_the_world_as_it_was_built_after_each_step_and_as_it_was_found_wrong_at_the_end() {
        List<Long> seen = new ArrayList<>();

        Explorer.standard().replay(twoIncrements().watchedBy(x -> seen.add(x.load())), "0110");

        assertEquals(List.of(0L, 0L, 0L, 1L, 1L, 1L), seen);
    }

    @Test
    void a_replay_of_a_schedule_that_passes_has_no_failure() {
        Outcome outcome = Explorer.standard().replay(twoIncrements(), "0011");

        assertTrue(outcome.failure().isEmpty());
    }

    @Test
    void opposite_lock_orders_are_a_deadlock_that_names_the_holders() {
        Failure failure = Explorer.standard().explore(twoLocks(1, 0)).failure().orElseThrow();

        assertEquals(Reason.DEADLOCK, failure.reason());
        assertEquals("""
                nobody can go on
                  CPU 0 waits for lock[1], held by CPU 1
                  CPU 1 waits for lock[0], held by CPU 0""", failure.cause().getMessage());
    }

    @Test
    void the_same_lock_order_is_proved_to_pass() {
        Outcome outcome = Explorer.standard().explore(twoLocks(0, 1));

        assertTrue(outcome.isExhausted());
        assertEquals(2, outcome.distinctTraces());
    }

    @Test
    void a_lock_taken_twice_is_a_deadlock_with_oneself() {
        Failure failure = Explorer.standard().explore(twoLocks(1, 1)).failure().orElseThrow();

        assertTrue(failure.text().contains("which it holds itself"), failure.text());
    }

    @Test
    void a_wait_for_what_nobody_writes_is_a_lost_wake_up() {
        Failure failure = Explorer.standard().explore(waitFor(2)).failure().orElseThrow();

        assertEquals(Reason.LOST_WAKE_UP, failure.reason());
        assertTrue(failure.text().contains("CPU 1 waits until x is 2, now 1"), failure.text());
    }

    @Test
    void a_wait_that_is_satisfied_costs_one_execution() {
        Outcome outcome = Explorer.standard().explore(waitFor(1));

        assertEquals(1, outcome.executions());
        assertTrue(outcome.isExhausted());
    }

    @Test
    void a_check_after_each_step_stops_at_the_step_that_broke_it() {
        Scenario<Variable> scenario = Scenario.named("never 2")
                .setUp(hook -> new Variable(hook, "x", 0))
                .cpu("CPU 0", x -> {
                    x.store(1);
                    x.store(2);
                    x.store(3);
                })
                .afterEachStep(x -> assertTrue(x.load() != 2, "x is 2"));

        Failure failure = Explorer.standard().explore(scenario).failure().orElseThrow();

        assertEquals(Reason.STEP_CHECK, failure.reason());
        assertEquals(2, failure.steps().size());
    }

    @Test
    void a_missing_store_release_is_found_under_the_weak_model_alone() {
        Scenario<Variable[]> scenario = Scenario.named("publish without release")
                .setUp(hook -> Variable.array(hook, "cell", 2))
                .cpu("CPU 0: write, publish", cells -> {
                    cells[0].store(42);
                    cells[1].store(1);
                })
                .cpu("CPU 1: read", cells -> {
                    if (cells[1].loadAcquire() == 1) {
                        assertEquals(42, cells[0].load());
                    }
                });

        assertTrue(Explorer.standard().explore(scenario).isExhausted());
        assertTrue(Explorer.standard().under(MemoryModel.TSO).explore(scenario).isExhausted());
        assertEquals(Verdict.FAILED, Explorer.standard().under(MemoryModel.WEAK).explore(scenario).verdict());
    }

    @Test
    void a_budget_that_is_too_small_is_said_to_be() {
        Outcome outcome = Explorer.of(Engine.DPOR, 1).explore(twoLocks(0, 1));

        assertEquals(Verdict.PASSED_WITHIN_BUDGET, outcome.verdict());
    }

    @ParameterizedTest
    @EnumSource(MemoryModel.class)
    void every_state_shows_a_step_check_what_two_unrelated_writes_leave_for_a_moment(MemoryModel model) {
        Scenario<Variable[]> scenario = Scenario.named("both for a moment")
                .setUp(hook -> Variable.array(hook, "cell", 2))
                .cpu("CPU 0: set, clear", cells -> blink(cells[0]))
                .cpu("CPU 1: set, clear", cells -> blink(cells[1]))
                .afterEachStep(cells -> assertTrue(cells[0].load() + cells[1].load() < 2, "both are set"));

        Outcome outcome = Explorer.of(Engine.DPOR, 1000).under(model).explore(scenario.inEveryState());

        assertEquals(Reason.STEP_CHECK, outcome.failure().orElseThrow().reason());
    }

    private static void blink(Variable cell) {
        cell.store(1);
        cell.store(0);
    }
}
