package dev.pagewalk.grader.worker.wire;

import java.util.List;

/**
 * Where the threads of a check are that takes long.
 *
 * @param frames of the submission in the check's thread, the outermost first, each {@code method (File.java:line)}
 * @param waits threads that wait, a sentence each
 */
public record Whereabouts(List<String> frames, List<String> waits) {

    public Frame frame() {
        byte[] body = new Packer().list(frames, Packer::text).list(waits, Packer::text).done();
        return new Frame(Frame.Kind.WHERE, body);
    }

    public static Whereabouts from(Frame frame) throws TamperException {
        return Unpacker.unpack(
                frame.body(), in -> new Whereabouts(in.list(Unpacker::text), in.list(Unpacker::text)));
    }
}
