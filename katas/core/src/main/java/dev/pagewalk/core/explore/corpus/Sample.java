package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;

/**
 * A small concurrent program in a right or a wrong version.
 *
 * @param right whether no execution fails
 * @param model the memory model for which that is meant
 * @param scenario the program, named {@code family: version}
 */
public record Sample(boolean right, MemoryModel model, Scenario<?> scenario) {

    /** A program that must pass. */
    static Sample right(MemoryModel model, Scenario<?> scenario) {
        return new Sample(true, model, scenario);
    }

    /** A program that must fail. */
    static Sample wrong(MemoryModel model, Scenario<?> scenario) {
        return new Sample(false, model, scenario);
    }

    /** {@code family: version}. */
    public String name() {
        return scenario.name();
    }

    /** Looks for a failure, with the default budget. */
    public Outcome explore() {
        return Explorer.standard().under(model).explore(scenario);
    }

    static void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError(rule);
        }
    }
}
