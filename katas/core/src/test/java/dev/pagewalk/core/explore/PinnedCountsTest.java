package dev.pagewalk.core.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.core.hook.Hook;
import org.junit.jupiter.api.Test;

/** Executions, traces and hashes are the same on every run and JDK; a change here is a change of the explorer. */
class PinnedCountsTest {
    private record Spinlock(Variable lock, Variable x, Variable y, Variable z) {
        Spinlock(Hook hook) {
            this(new Variable(hook, "lock", 0), new Variable(hook, "x", 0), new Variable(hook, "y", 0), new Variable(hook, "z", 0));
        }

        void run(int cpu) {
            for (int round = 0; round < 2; round++) {
                lock.lock(cpu);
                x.store(x.load() + 1);
                lock.unlock();
            }
            y.getAndAdd(1);
            z.getAndAdd(1);
        }
    }

    private static Scenario<Spinlock> spinlock() {
        return Scenario.named("3 CPUs, a spinlock, 30 steps")
                .setUp(Spinlock::new)
                .cpu("CPU 0", world -> world.run(0))
                .cpu("CPU 1", world -> world.run(1))
                .cpu("CPU 2", world -> world.run(2))
                .atEnd(world -> assertEquals(6, world.x.load()));
    }

    private static String pin(Explorer explorer, Scenario<?> scenario) {
        Outcome outcome = explorer.explore(scenario);
        return outcome.executions() + " executions, " + outcome.redundant() + " redundant, " + outcome.distinctTraces()
                + " traces, hash " + Long.toHexString(outcome.traceHash());
    }

    @Test
    void the_spinlock_model_under_dpor_three_times() {
        for (int run = 0; run < 3; run++) {
            String found = pin(Explorer.standard(), spinlock());

            assertEquals("3240 executions, 0 redundant, 3240 traces, hash 4a98883bc47248c4", found);
        }
    }

    @Test
    void the_spinlock_model_under_the_other_engines() {
        String bounded = pin(Explorer.of(Engine.TWO_PREEMPTIONS, 2_000), spinlock());
        String priorities = pin(Explorer.of(Engine.PCT, 500), spinlock());
        String walk = pin(Explorer.of(Engine.RANDOM, 500), spinlock());

        assertEquals("618 executions, 0 redundant, 282 traces, hash 35834972e58a40f9", bounded);
        assertEquals("500 executions, 0 redundant, 130 traces, hash d53d1427c0bf4730", priorities);
        assertEquals("500 executions, 0 redundant, 138 traces, hash 7e2ad07b668e792c", walk);
    }

    @Test
    void a_small_model_under_each_memory_model() {
        Scenario<SmallModel.World> scenario = new SmallModel("SlU", "sLu", "Ls").scenario();

        String sequential = pin(Explorer.standard().under(MemoryModel.SC), scenario);
        String buffered = pin(Explorer.standard().under(MemoryModel.TSO), scenario);
        String weak = pin(Explorer.standard().under(MemoryModel.WEAK), scenario);

        assertEquals("67 executions, 0 redundant, 67 traces, hash 7e4506d6b395b758", sequential);
        assertEquals("81 executions, 0 redundant, 81 traces, hash a6c15ba94a36a9d8", buffered);
        assertEquals("154 executions, 2 redundant, 86 traces, hash 3d65151f9a29bfea", weak);
    }
}
