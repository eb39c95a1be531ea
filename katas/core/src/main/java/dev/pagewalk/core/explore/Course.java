package dev.pagewalk.core.explore;

/** Why executions follow each other, and when there are enough. */
interface Course {
    /** Whether there is another execution; prepares for it. */
    boolean begins();

    Strategy strategy();

    /** Sees each step, or null: nobody looks. */
    Recorder recorder();

    /** An execution is over. */
    void ended(Execution<?> execution);
}
