package dev.pagewalk.grader.worker.wire;

/**
 * Which check to run.
 *
 * @param ordinal its place in the grader's manifest; comes back with the answer
 * @param checkClass the class that declares it
 * @param method its name
 * @param fuel steps that the submission may take
 * @param patienceMs time on the clock after which the worker tells where the check is, again and again
 */
public record CheckCall(long ordinal, String checkClass, String method, long fuel, long patienceMs) {

    public Frame frame() {
        return new Frame(
                Frame.Kind.CHECK,
                new Packer().number(ordinal).text(checkClass).text(method).number(fuel).number(patienceMs).done());
    }

    public static CheckCall from(Frame frame) throws TamperException {
        return Unpacker.unpack(frame.body(), in -> new CheckCall(in.number(), in.text(), in.text(), in.number(), in.number()));
    }
}
