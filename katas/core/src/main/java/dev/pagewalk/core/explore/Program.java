package dev.pagewalk.core.explore;

/**
 * What a CPU does in a scenario, or what a check looks at.
 *
 * @param <W> the world that the scenario's set-up builds
 */
@FunctionalInterface
public interface Program<W> {

    /** Runs to its end; whatever it throws is a failure of the scenario. */
    void run(W world) throws Exception;
}
