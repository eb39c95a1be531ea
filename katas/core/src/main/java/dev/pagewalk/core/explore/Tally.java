package dev.pagewalk.core.explore;

/** Counts the traces among executions. */
final class Tally {
    private long executions;
    private long redundant;
    private final LongSet traces = new LongSet();

    void count(Execution<?> execution) {
        if (execution.isRedundant()) {
            redundant++;
        } else {
            executions++;
            traces.add(execution.memory().hash());
        }
    }

    long executions() {
        return executions;
    }

    long redundant() {
        return redundant;
    }

    long distinct() {
        return traces.size();
    }

    /** The same for the same set of traces. */
    long hash() {
        return traces.sum();
    }
}
