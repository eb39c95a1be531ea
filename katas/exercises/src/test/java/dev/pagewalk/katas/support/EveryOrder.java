package dev.pagewalk.katas.support;

import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.scene.Stories;

/**
 * Tells a story of several CPUs in every order that matters, and fails with the shortest one that ends badly. Where it is a story
 * that {@code ./kata replay} can tell, the command for that stands below it.
 */
public final class EveryOrder {
    private EveryOrder() {}

    /**
     * Explores a scenario.
     *
     * @throws NotWrittenYet if a CPU came to a method that waits to be written: the test is skipped, as any other
     * @throws AssertionError if some order fails; its text tells the steps
     */
    public static void of(Scenario<?> scenario) {
        Explorer.standard().explore(scenario).failure().ifPresent(failure -> {
            if (failure.cause() instanceof NotWrittenYet todo) {
                throw todo;
            }
            String replay = Stories.replay(failure).map(command -> "\n  replay    " + command).orElse("");
            throw new AssertionError(failure.text() + replay, failure.cause());
        });
    }
}
