package dev.pagewalk.checks.support;

import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.scene.Stories;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Evidence;
import java.util.List;

/** Explores a scenario, and turns what the explorer found into the failure of a check. */
public final class Race {
    private Race() {}

    /**
     * No interleaving of the scenario breaks anything: first with every CPU seeing every write at once, then with writes that
     * other CPUs may see late, where a missing release, acquire or barrier shows.
     */
    public static void expectNone(Scenario<?> scenario) {
        expectNone(scenario, Explorer.standard(), Explorer.standard());
    }

    /** The same with a budget of one's own for each of the two. */
    public static void expectNone(Scenario<?> scenario, Explorer atOnce, Explorer late) {
        explore(scenario, List.of(atOnce.under(MemoryModel.SC), late.under(MemoryModel.WEAK)));
    }

    /**
     * The same for a scenario with more interleavings than can be tried: so many of those that differ, then half as many with
     * two preemptions, then a quarter as many at random.
     *
     * @param executions the budget, for each memory model
     */
    public static void expectNoneWithin(long executions, Scenario<?> scenario) {
        expectNone(scenario, within(executions), within(executions));
    }

    /**
     * The same under the order that x86 keeps, for scenarios that put tables into slots: who reads a slot relies on seeing
     * what was written to the table before. (Linux: {@code smp_wmb} in {@code pmd_install}, and the reader's dependency; the
     * weak model knows no dependencies.)
     */
    public static void expectNoneOnX86(long executions, Scenario<?> scenario) {
        explore(scenario, List.of(within(executions).under(MemoryModel.SC), within(executions).under(MemoryModel.TSO)));
    }

    private static Explorer within(long executions) {
        return Explorer.of(Engine.DPOR, executions).then(Engine.TWO_PREEMPTIONS, executions / 2).then(Engine.PCT, executions / 4);
    }

    private static <W> void explore(Scenario<W> scenario, List<Explorer> explorers) {
        for (Explorer explorer : explorers) {
            Outcome outcome = explorer.explore(scenario);
            outcome.failure().ifPresent(failure -> {
                if (failure.cause() instanceof NotWrittenYet todo) {
                    throw todo;
                }
                throw checkFailure(failure, Camera.film(explorer, scenario, failure));
            });
        }
    }

    private static CheckFailure checkFailure(Failure failure, Evidence evidence) {
        String history = failure.text();
        String replay = Stories.replay(failure).orElse("");
        if (failure.cause() instanceof RuleBroken broken) {
            return new CheckFailure(broken.rule(), broken.expected(), broken.actual(), history, replay, evidence);
        }
        if (failure.cause() instanceof CheckFailure own) {
            return new CheckFailure(own.invariant(), own.expected(), own.actual(), history, replay, evidence);
        }
        return new CheckFailure("", "every interleaving ends well", failure.reason().words() + ": " + failure.what(), history, replay, evidence);
    }
}
