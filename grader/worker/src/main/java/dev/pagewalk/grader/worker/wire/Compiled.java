package dev.pagewalk.grader.worker.wire;

import java.util.List;
import java.util.Map;

/**
 * What came of {@link Sources}.
 *
 * @param problem one sentence, or empty if there are classes
 * @param diagnostics the compiler's errors, one a line, the first few
 * @param classes class files by binary name
 * @param objections to how the source is written, though it compiles
 */
public record Compiled(String problem, List<String> diagnostics, Map<String, byte[]> classes, List<String> objections) {

    /** Everything compiled. */
    public static Compiled to(Map<String, byte[]> classes, List<String> objections) {
        return new Compiled("", List.of(), classes, objections);
    }

    /** Something did not. */
    public static Compiled failed(String problem, List<String> diagnostics) {
        return new Compiled(problem, diagnostics, Map.of(), List.of());
    }

    /** Whether it compiled. */
    public boolean isGood() {
        return problem.isEmpty();
    }

    public Frame frame() {
        byte[] body = new Packer()
                .text(problem)
                .list(diagnostics, Packer::text)
                .map(classes, Packer::bytes)
                .list(objections, Packer::text)
                .done();
        return new Frame(Frame.Kind.COMPILED, body);
    }

    public static Compiled from(Frame frame) throws TamperException {
        return Unpacker.unpack(
                frame.body(), in -> new Compiled(
                        in.text(), in.list(Unpacker::text), in.map(Unpacker::bytes), in.list(Unpacker::text)));
    }
}
