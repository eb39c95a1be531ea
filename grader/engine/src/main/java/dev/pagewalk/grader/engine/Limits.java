package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.process.Budget;
import java.time.Duration;

/**
 * What one submission may use.
 *
 * @param start for a worker to come up
 * @param compile for the compiler, per kata
 * @param check for one check
 * @param lostWorkers how many workers a kata may hang or crash before its remaining checks are skipped
 * @param heapMiB of a worker that runs checks
 * @param fuel steps of the submission, basic blocks, for one check
 */
public record Limits(Budget start, Budget compile, Budget check, int lostWorkers, int heapMiB, long fuel) {
    /** The reference takes some ten thousand for the dearest check. */
    private static final long FUEL = 20_000_000;

    /** With the usual fuel. */
    public Limits(Budget start, Budget compile, Budget check, int lostWorkers, int heapMiB) {
        this(start, compile, check, lostWorkers, heapMiB, FUEL);
    }

    /** Generous for honest code on a busy machine. */
    public static final Limits DEFAULT = new Limits(
            new Budget(Duration.ofSeconds(60), Duration.ofSeconds(30)),
            new Budget(Duration.ofSeconds(40), Duration.ofSeconds(20)),
            new Budget(Duration.ofSeconds(20), Duration.ofSeconds(10)),
            3,
            256);
}
