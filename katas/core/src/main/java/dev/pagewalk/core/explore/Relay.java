package dev.pagewalk.core.explore;

import java.util.function.IntUnaryOperator;

/**
 * Threads for CPUs, of which exactly one runs at any time, and which hand over to each other.
 *
 * <p>Handing over is a happens-before edge, so that nothing else needs to be volatile. CPUs outlive an execution:
 * starting threads costs more than most executions.
 */
interface Relay extends AutoCloseable {
    /** Whoever explores, when no CPU runs. */
    int EXPLORER = -1;

    /** Lets a CPU run, and returns when somebody hands over to {@link #EXPLORER}. */
    void run(int cpu);

    /** Called by a CPU that runs: lets another one run (or the explorer) until this one's turn comes again. */
    void pass(int from, int to);

    /** Called by a CPU whose program does not want to end: never comes back. A new CPU takes its number and its turn. */
    void abandon(int cpu);

    /** Ends the threads. */
    @Override
    void close();

    /**
     * The fastest that this JDK offers.
     *
     * @param life one execution of a CPU's program; returns who is next
     */
    static Relay of(int cpus, IntUnaryOperator life) {
        return new ThreadRelay(cpus, life, Threads.BEST);
    }
}
