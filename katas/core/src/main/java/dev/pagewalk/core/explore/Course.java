package dev.pagewalk.core.explore;

/** Why executions follow each other, and when there are enough. */
interface Course {
    /** Whether there is another execution; prepares for it. */
    boolean begins();

    Strategy strategy();

    /** Sees each step. */
    default Recorder recorder() {
        return Recorder.NOBODY;
    }

    /** An execution is over. */
    void ended(Execution<?> execution);
}
