package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Verdict;
import java.util.List;
import java.util.Set;

/**
 * A litmus test: a few accesses for each CPU, and an outcome that a memory model allows or forbids.
 *
 * <pre>
 *   x=1   store        x=rel 1  store release      wmb  release fence      x=xchg 1  locked exchange
 *   r0=x  load         r0=acq x load acquire       rmb  acquire fence      mb        full fence
 * </pre>
 *
 * @param name as the literature has it, {@code +} the fences or orders added
 * @param programs one for each CPU; statements are parted by {@code ;}, all variables are 0 at first
 * @param outcome what is asked for: final values of registers and variables, parted by {@code &}
 * @param allowedBy the models that allow it, as published
 */
public record Litmus(String name, List<String> programs, String outcome, Set<MemoryModel> allowedBy) {
    private static final long EXECUTIONS = 500_000;

    /** Whether the explorer finds an execution with the outcome; if it finds none, it has been through all. */
    public boolean isObserved(MemoryModel model) {
        Outcome found = explore(model);
        if (found.verdict() == Verdict.PASSED_WITHIN_BUDGET) {
            throw new IllegalStateException(name + " is too big to be decided: " + found);
        }
        return found.verdict() == Verdict.FAILED;
    }

    /** Looks for an execution with the outcome; it shows as a failure. */
    public Outcome explore(MemoryModel model) {
        return Explorer.of(Engine.DPOR, EXECUTIONS).under(model).explore(scenario());
    }

    private Scenario<LitmusWorld> scenario() {
        Scenario<LitmusWorld> scenario = Scenario.named(name).setUp(LitmusWorld::new);
        for (String program : programs) {
            List<String> statements = List.of(program.split("; *"));
            scenario = scenario.cpu(program, world -> statements.forEach(world::run));
        }
        return scenario.atEnd(world -> {
            if (world.has(outcome)) {
                throw new AssertionError("observed: " + outcome);
            }
        });
    }
}
