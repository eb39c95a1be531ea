package dev.pagewalk.grader.worker.wire;

/**
 * Which check to run.
 *
 * @param ordinal its place in the grader's manifest; comes back with the answer
 * @param checkClass the class that declares it
 * @param method its name
 */
public record CheckCall(long ordinal, String checkClass, String method) {

    public Frame frame() {
        return new Frame(
                Frame.Kind.CHECK,
                new Packer().number(ordinal).text(checkClass).text(method).done());
    }

    public static CheckCall from(Frame frame) throws TamperException {
        return Unpacker.unpack(frame.body(), in -> new CheckCall(in.number(), in.text(), in.text()));
    }
}
