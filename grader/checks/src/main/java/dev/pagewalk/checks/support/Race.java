package dev.pagewalk.checks.support;

import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.grader.api.CheckFailure;
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
        for (Explorer explorer : List.of(atOnce.under(MemoryModel.SC), late.under(MemoryModel.WEAK))) {
            Outcome outcome = explorer.explore(scenario);
            outcome.failure().ifPresent(failure -> {
                if (failure.cause() instanceof NotWrittenYet todo) {
                    throw todo;
                }
                throw checkFailure(failure);
            });
        }
    }

    private static CheckFailure checkFailure(Failure failure) {
        String history = failure.text();
        String replay = "schedule " + failure.schedule();
        if (failure.cause() instanceof RuleBroken broken) {
            return new CheckFailure(broken.rule(), broken.expected(), broken.actual(), history, replay);
        }
        if (failure.cause() instanceof CheckFailure own) {
            return new CheckFailure(own.invariant(), own.expected(), own.actual(), history, replay);
        }
        String what = history.lines().skip(1).findFirst().orElse("").strip();
        return new CheckFailure("", "every interleaving ends well", failure.reason().words() + ": " + what, history, replay);
    }
}
