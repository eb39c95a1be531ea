package dev.pagewalk.core.hw;

/**
 * Counts events, exactly: the same program gives the same counts on every run.
 * One for the whole machine; it counts what all CPUs do.
 */
public final class Pmu {
    private static final int EVENTS = Event.values().length;

    private final long[] counts = new long[EVENTS];

    /** One more. */
    public void count(Event event) {
        counts[event.ordinal()]++;
    }

    /** {@code times} more. */
    public void count(Event event, long times) {
        counts[event.ordinal()] += times;
    }

    /** How many since the start, or since {@link #reset}. */
    public long get(Event event) {
        return counts[event.ordinal()];
    }

    /** Sets all counts to 0. */
    public void reset() {
        java.util.Arrays.fill(counts, 0);
    }
}
