package dev.pagewalk.grader.worker.wire;

import java.util.Map;

/**
 * The worker's word on the check with this ordinal.
 *
 * @param ordinal the one of the {@link CheckCall}
 * @param outcome how it ended
 * @param steps basic blocks of the submission that were entered
 * @param marks what was executed: the probes of each class of the submission, as bits
 */
public record Answer(long ordinal, Outcome outcome, long steps, Map<String, byte[]> marks) {

    /** The same, with the evidence of an outcome, if that is otherwise the same as this one's. */
    public Answer shownBy(Outcome again) {
        return again.isLike(outcome) ? new Answer(ordinal, again, steps, marks) : this;
    }

    /** The same, with what the reference costs. */
    public Answer withReference(long count) {
        return new Answer(ordinal, outcome.withReference(count), steps, marks);
    }

    /** The check begins now. */
    public static Frame started(long ordinal) {
        return new Frame(Frame.Kind.STARTED, new Packer().number(ordinal).done());
    }

    /** The ordinal in a {@link #started} frame. */
    public static long startedFrom(Frame frame) throws TamperException {
        return Unpacker.unpack(frame.body(), Unpacker::number);
    }

    public Frame frame() {
        Packer body = new Packer().number(ordinal);
        outcome.pack(body);
        body.number(steps).map(marks, Packer::bytes);
        return new Frame(Frame.Kind.RESULT, body.done());
    }

    public static Answer from(Frame frame) throws TamperException {
        return Unpacker.unpack(frame.body(), in -> new Answer(in.number(), Outcome.unpack(in), in.number(), in.map(Unpacker::bytes)));
    }
}
