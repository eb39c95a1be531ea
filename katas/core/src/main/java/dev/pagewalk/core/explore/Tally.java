package dev.pagewalk.core.explore;

import java.util.Optional;

/** Counts executions and the traces among them. */
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

    Outcome outcome(String scenario, Verdict verdict, Optional<Failure> failure) {
        return new Outcome(scenario, verdict, executions, redundant, traces.size(), traces.sum(), failure);
    }
}
