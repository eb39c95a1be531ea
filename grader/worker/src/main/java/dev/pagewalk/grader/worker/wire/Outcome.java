package dev.pagewalk.grader.worker.wire;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Verdict;

/**
 * How a check ended. Texts may be empty, never null.
 *
 * @param verdict on the check
 * @param invariant the invariant of the machine that was broken, or empty
 * @param expected what should have been
 * @param actual what was
 * @param history how it came to that, a line a step
 * @param replay the command that shows it again
 * @param evidence what can be shown besides
 */
public record Outcome(Verdict verdict, String invariant, String expected, String actual, String history, String replay,
        Evidence evidence) {

    /** Without evidence. */
    public Outcome(Verdict verdict, String invariant, String expected, String actual, String history, String replay) {
        this(verdict, invariant, expected, actual, history, replay, Evidence.NONE);
    }

    /** As it should be. */
    public static final Outcome PASS = of(Verdict.PASS, "", "");

    /** An outcome that says no more than this. */
    public static Outcome of(Verdict verdict, String expected, String actual) {
        return new Outcome(verdict, "", expected, actual, "", "");
    }

    Outcome withReference(long count) {
        return new Outcome(verdict, invariant, expected, actual, history, replay, evidence.withReference(count));
    }

    /** Whether nothing but the evidence differs. */
    boolean isLike(Outcome other) {
        return without().equals(other.without());
    }

    private Outcome without() {
        return new Outcome(verdict, invariant, expected, actual, history, replay);
    }

    void pack(Packer out) {
        out.text(verdict.name()).text(invariant).text(expected).text(actual).text(history).text(replay);
        Packed.evidence(out, evidence);
    }

    static Outcome unpack(Unpacker in) {
        return new Outcome(Verdict.valueOf(in.text()), in.text(), in.text(), in.text(), in.text(), in.text(),
                Packed.evidence(in));
    }
}
