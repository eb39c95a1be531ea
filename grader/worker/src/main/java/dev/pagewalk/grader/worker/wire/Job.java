package dev.pagewalk.grader.worker.wire;

import java.util.List;
import java.util.Map;

/**
 * The submission under test.
 *
 * @param katas what it may contain
 * @param classes its class files by binary name; none where only its source is judged
 * @param notWritten the name of the exception that a method throws which nobody has written yet
 * @param seed random seed of this submission
 */
public record Job(List<Entry> katas, Map<String, byte[]> classes, String notWritten, long seed) {

    /**
     * One kata of it.
     *
     * @param className the submission's class
     * @param contract the interface that it implements
     * @param reference the class of the reference implementation
     * @param source the submission's source, or empty if it has none for this kata
     */
    public record Entry(String className, String contract, String reference, String source) {

        private static void pack(Packer out, Entry entry) {
            out.text(entry.className).text(entry.contract).text(entry.reference).text(entry.source);
        }

        private static Entry unpack(Unpacker in) {
            return new Entry(in.text(), in.text(), in.text(), in.text());
        }
    }

    public Frame frame() {
        byte[] body = new Packer()
                .list(katas, Entry::pack)
                .map(classes, Packer::bytes)
                .text(notWritten)
                .number(seed)
                .done();
        return new Frame(Frame.Kind.LOAD, body);
    }

    public static Job from(Frame frame) throws TamperException {
        return Unpacker.unpack(
                frame.body(),
                in -> new Job(in.list(Entry::unpack), in.map(Unpacker::bytes), in.text(), in.number()));
    }
}
