package dev.pagewalk.grader.worker.wire;

/**
 * The worker's word on the check with this ordinal.
 *
 * @param ordinal the one of the {@link CheckCall}
 * @param outcome how it ended
 */
public record Answer(long ordinal, Outcome outcome) {

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
        return new Frame(Frame.Kind.RESULT, body.done());
    }

    public static Answer from(Frame frame) throws TamperException {
        return Unpacker.unpack(frame.body(), in -> new Answer(in.number(), Outcome.unpack(in)));
    }
}
