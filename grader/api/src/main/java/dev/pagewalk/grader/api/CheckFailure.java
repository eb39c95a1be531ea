package dev.pagewalk.grader.api;

/**
 * Thrown by a check that failed. Its texts are the student's feedback, so they are written by the check
 * and never come from an object of the submission.
 */
public final class CheckFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String invariant;
    private final String expected;
    private final String actual;
    private final String history;
    private final String replay;
    private final transient Evidence evidence;

    /**
     * @param invariant the invariant of the machine that was broken, as number, name and clause; empty where it is the rule of the
     *     {@link Check} alone
     * @param expected what should have been
     * @param actual what was
     * @param history how it came to that, a line a step, or empty
     * @param replay the command that shows it again, or empty
     */
    public CheckFailure(String invariant, String expected, String actual, String history, String replay) {
        this(invariant, expected, actual, history, replay, Evidence.NONE);
    }

    /**
     * As above.
     *
     * @param evidence what can be shown besides the texts
     */
    public CheckFailure(String invariant, String expected, String actual, String history, String replay, Evidence evidence) {
        super("expected " + expected + " but was " + actual);
        this.invariant = invariant;
        this.expected = expected;
        this.actual = actual;
        this.history = history;
        this.replay = replay;
        this.evidence = evidence;
    }

    public String invariant() {
        return invariant;
    }

    public String expected() {
        return expected;
    }

    public String actual() {
        return actual;
    }

    public String history() {
        return history;
    }

    public String replay() {
        return replay;
    }

    public Evidence evidence() {
        return evidence;
    }
}
