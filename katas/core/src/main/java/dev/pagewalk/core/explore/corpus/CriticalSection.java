package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import java.util.function.Function;

/**
 * The world of a mutual exclusion algorithm: a counter that is not atomic, and so adds up only if one CPU at a time is
 * inside.
 */
abstract class CriticalSection {
    final Hook hook;
    private final Variable counter;
    private final int[] entries = new int[Scenario.MOST_CPUS];

    CriticalSection(Hook hook) {
        this.hook = hook;
        counter = new Variable(hook, "counter", 0);
    }

    /** Enters, calls {@link #inside}, leaves; or gives up. */
    abstract void attempt(int cpu);

    final void inside(int cpu) {
        counter.store(counter.load() + 1);
        entries[cpu]++;
    }

    final void mb() {
        Hook.fence(hook, Order.FULL);
    }

    private void check() {
        int entered = 0;
        for (int times : entries) {
            entered += times;
        }
        Sample.check(counter.load() == entered, "two CPUs were inside at once: " + entered + " entered, but the counter says " + counter.load());
    }

    static Scenario<CriticalSection> scenario(String name, int cpus, Function<Hook, CriticalSection> algorithm) {
        Scenario<CriticalSection> scenario = Scenario.named(name).setUp(algorithm);
        for (int cpu = 0; cpu < cpus; cpu++) {
            int me = cpu;
            scenario = scenario.cpu("CPU " + cpu + ": enter, count, leave", world -> world.attempt(me));
        }
        return scenario.atEnd(CriticalSection::check);
    }

    static Sample right(MemoryModel model, String name, int cpus, Function<Hook, CriticalSection> algorithm) {
        return Sample.right(model, scenario(name, cpus, algorithm));
    }

    static Sample wrong(MemoryModel model, String name, int cpus, Function<Hook, CriticalSection> algorithm) {
        return Sample.wrong(model, scenario(name, cpus, algorithm));
    }
}
