package dev.pagewalk.bench;

import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** How many executions a second the explorer runs, and how long it takes to be through with a spinlock. */
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "-Djdk.virtualThreadScheduler.parallelism=1")
public class ExplorerBench {
    private static final int EXECUTIONS = 540;
    private static final int SPINLOCK_EXECUTIONS = 3240;

    /** Three CPUs that twice take a lock and count, then count without it: 9 steps each for one counter, 10 for two. */
    private record Spinlock(Variable lock, Variable inside, Variable[] outside) {
        static Scenario<Spinlock> scenario(int counters) {
            return Scenario.named("3 CPUs, a spinlock")
                    .setUp(hook -> new Spinlock(hook, counters))
                    .cpu("CPU 0", world -> world.run(0))
                    .cpu("CPU 1", world -> world.run(1))
                    .cpu("CPU 2", world -> world.run(2));
        }

        Spinlock(Hook hook, int counters) {
            this(new Variable(hook, "lock", 0), new Variable(hook, "inside", 0), Variable.array(hook, "outside", counters));
        }

        private void run(int cpu) {
            for (int round = 0; round < 2; round++) {
                lock.lock(cpu);
                inside.store(inside.load() + 1);
                lock.unlock();
            }
            for (Variable counter : outside) {
                counter.getAndAdd(1);
            }
        }
    }

    private final Scenario<Spinlock> steps27 = Spinlock.scenario(1);
    private final Scenario<Spinlock> steps30 = Spinlock.scenario(2);

    /** Executions a second, 27 steps each. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(EXECUTIONS)
    public Outcome execution() {
        return explore(steps27, EXECUTIONS);
    }

    /** The spinlock model whose counts the tests pin, all of its traces. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Outcome spinlockExhausted() {
        return explore(steps30, SPINLOCK_EXECUTIONS);
    }

    private static Outcome explore(Scenario<Spinlock> scenario, int executions) {
        Outcome outcome = Explorer.standard().explore(scenario);
        if (!outcome.isExhausted() || outcome.executions() != executions) {
            throw new IllegalStateException("expected " + executions + " executions but was " + outcome);
        }
        return outcome;
    }
}
