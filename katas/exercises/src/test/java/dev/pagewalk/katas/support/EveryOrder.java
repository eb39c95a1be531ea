package dev.pagewalk.katas.support;

import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Scenario;

/**
 * Tells a story of several CPUs in every order that matters, and fails with the shortest one that ends badly. The line
 * {@code replay} below it is for {@code kata replay}, also under a debugger.
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
            throw new AssertionError(failure.text(), failure.cause());
        });
    }
}
