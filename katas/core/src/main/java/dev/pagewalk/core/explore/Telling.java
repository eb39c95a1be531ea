package dev.pagewalk.core.explore;

/** One execution along a schedule, written down. */
final class Telling implements Course {
    private final Follow follow;
    private final Story story = new Story();

    Telling(Schedule schedule) {
        follow = new Follow(schedule);
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
        return story;
    }

    @Override
    public void ended(Execution<?> execution) {}

    Story story() {
        return story;
    }

    /** The first step that could not be followed, or -1. */
    int strayedAt() {
        return follow.strayedAt();
    }
}
