package dev.pagewalk.grader.worker.wire;

import java.util.List;
import java.util.Map;

/**
 * What to compile.
 *
 * @param options for javac
 * @param files text by file name
 */
public record Sources(List<String> options, Map<String, String> files) {

    public Frame frame() {
        byte[] body = new Packer().list(options, Packer::text).map(files, Packer::text).done();
        return new Frame(Frame.Kind.COMPILE, body);
    }

    public static Sources from(Frame frame) throws TamperException {
        return Unpacker.unpack(frame.body(), in -> new Sources(in.list(Unpacker::text), in.map(Unpacker::text)));
    }
}
