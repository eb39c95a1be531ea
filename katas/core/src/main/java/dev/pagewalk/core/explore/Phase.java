package dev.pagewalk.core.explore;

import java.util.Optional;

/** An engine at work, until it finds a failure, has nothing left, or has used its budget up. */
final class Phase implements Course {
    private final Strategy strategy;
    private final long budget;
    private final Tally tally;
    private final boolean goOn;
    private final long executionsBefore;
    private final long redundantBefore;
    private long begun;
    private boolean exhausted;
    private Optional<Find> find = Optional.empty();

    /** @param goOn whether a failure does not end it */
    Phase(Strategy strategy, long budget, Tally tally, boolean goOn) {
        this.strategy = strategy;
        this.budget = budget;
        this.tally = tally;
        this.goOn = goOn;
        executionsBefore = tally.executions();
        redundantBefore = tally.redundant();
    }

    @Override
    public boolean begins() {
        if (find.isPresent() && !goOn || exhausted) {
            return false;
        }
        if (begun++ == budget) {
            return false;
        }
        exhausted = !strategy.begin();
        return !exhausted;
    }

    @Override
    public Strategy strategy() {
        return strategy;
    }

    @Override
    public void ended(Execution<?> execution) {
        tally.count(execution);
        if (find.isEmpty()) {
            find = execution.defect().map(defect -> new Find(execution.schedule().copy(), defect));
        }
    }

    /** The first execution that failed. */
    Optional<Find> find() {
        return find;
    }

    Search report(Engine engine) {
        return new Search(engine, tally.executions() - executionsBefore, tally.redundant() - redundantBefore, exhausted);
    }
}
