package dev.pagewalk.core.explore;

/** In what way an execution failed. */
public enum Reason {
    /** A CPU's program threw something. */
    THROWN("a CPU's program threw"),
    /** What must hold after each step did not. */
    STEP_CHECK("what must hold after each step does not hold"),
    /** What must hold at the end did not. */
    END_CHECK("what must hold at the end does not hold"),
    /** Nobody can go on, and somebody waits for a lock that somebody holds. */
    DEADLOCK("deadlock"),
    /** Nobody can go on, and somebody waits for a write that nobody is left to do. */
    LOST_WAKE_UP("lost wake-up"),
    /** The execution had more steps than its budget. */
    LIVELOCK("no end in sight"),
    /** The same steps led elsewhere than before. */
    NOT_DETERMINISTIC("not the same story each time"),
    /** A CPU's program catches the error that should end it. */
    UNSTOPPABLE("a CPU's program does not let itself be ended"),
    /** The world could not be built. */
    SET_UP("the set-up threw");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    /** Whether a shorter schedule can be looked for. */
    boolean canBeMinimised() {
        return this == THROWN || this == STEP_CHECK || this == END_CHECK || this == DEADLOCK || this == LOST_WAKE_UP;
    }

    /** In words, as it opens a report. */
    public String words() {
        return words;
    }
}
