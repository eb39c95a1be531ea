package dev.pagewalk.grader.worker.wire;

/**
 * One message.
 *
 * @param kind what it is
 * @param body what it says, in the form of the record that belongs to the kind
 */
public record Frame(Kind kind, byte[] body) {

    /** What a message is. */
    public enum Kind {
        /** Worker: the channel stands, nothing of a submission is loaded yet. No body. */
        READY,
        /** Grader: compile {@link Sources}. */
        COMPILE,
        /** Worker: {@link Compiled}. */
        COMPILED,
        /** Grader: from now on the submission is this {@link Job}. No answer. */
        LOAD,
        /** Grader: run a {@link CheckCall}. */
        CHECK,
        /** Worker: the check with this ordinal begins now. Body: {@link Answer} without outcome. */
        STARTED,
        /** Worker: {@link Answer}. */
        RESULT,
        /** Worker: {@link Whereabouts} of the check that has been running for long. */
        WHERE
    }

    /** A message without a body. */
    public static Frame of(Kind kind) {
        return new Frame(kind, new byte[0]);
    }
}
