package dev.pagewalk.core.explore;

/** A strategy at work, until it finds a failure, has nothing left, or has used its budget up. */
final class Phase implements Course {
    private final Strategy strategy;
    private final long budget;
    private final Tally tally;
    private final boolean goOn;
    private long begun;
    private boolean exhausted;
    private Schedule failing;
    private Defect defect;

    /** @param goOn whether a failure does not end it */
    Phase(Strategy strategy, long budget, Tally tally, boolean goOn) {
        this.strategy = strategy;
        this.budget = budget;
        this.tally = tally;
        this.goOn = goOn;
    }

    @Override
    public boolean begins() {
        if (failing != null && !goOn || begun == budget) {
            return false;
        }
        exhausted = !strategy.begin();
        begun++;
        return !exhausted;
    }

    @Override
    public Strategy strategy() {
        return strategy;
    }

    @Override
    public Recorder recorder() {
        return null;
    }

    @Override
    public void ended(Execution<?> execution) {
        tally.count(execution);
        if (execution.defect() != null && failing == null) {
            failing = execution.schedule().copy();
            defect = execution.defect();
        }
    }

    /** Whether it has been through all that its strategy knows. */
    boolean isExhausted() {
        return exhausted;
    }

    /** The first schedule that failed, or null. */
    Schedule failing() {
        return failing;
    }

    Defect defect() {
        return defect;
    }
}
