package dev.pagewalk.core.explore;

/** One execution along a schedule. */
final class Telling implements Course {
    private final Follow follow;
    private final Recorder recorder;

    /** @param recorder sees the steps */
    Telling(Follow follow, Recorder recorder) {
        this.follow = follow;
        this.recorder = recorder;
    }

    @Override
    public boolean begins() {
        return follow.begin();
    }

    @Override
    public Strategy strategy() {
        return follow;
    }

    @Override
    public Recorder recorder() {
        return recorder;
    }

    @Override
    public void ended(Execution<?> execution) {}
}
