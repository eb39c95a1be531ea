package dev.pagewalk.core.explore;

import java.util.stream.Collectors;

/** A failure as JSON. */
final class FailureJson {
    private static final int PRINTABLE = 0x20;

    private FailureJson() {}

    static String of(Failure failure) {
        return "{\n"
                + "  \"scenario\": " + quote(failure.scenario()) + ",\n"
                + "  \"model\": " + quote(failure.model().name()) + ",\n"
                + "  \"cpus\": " + failure.titles().stream().map(FailureJson::quote).collect(Collectors.joining(", ", "[", "]")) + ",\n"
                + "  \"reason\": " + quote(failure.reason().name()) + ",\n"
                + "  \"schedule\": " + quote(failure.schedule()) + ",\n"
                + "  \"preemptions\": " + failure.preemptions() + ",\n"
                + "  \"steps\": " + failure.steps().stream().map(FailureJson::step).collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]")) + ",\n"
                + "  \"cause\": " + quote(FailureText.words(failure.cause())) + "\n"
                + "}\n";
    }

    private static String step(Step step) {
        return "{\"step\": " + step.number()
                + ", \"cpu\": " + step.cpu()
                + ", \"kind\": " + quote(step.kind().name())
                + ", \"how\": " + quote(step.how())
                + ", \"place\": " + quote(step.place())
                + ", \"old\": " + word(step.old())
                + ", \"new\": " + word(step.now())
                + ", \"wrote\": " + step.wrote()
                + ", \"source\": " + quote(step.source()) + "}";
    }

    /** As a string, because most readers of JSON lose bits of a number of 64. */
    private static String word(long value) {
        return quote("0x" + Long.toHexString(value));
    }

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < PRINTABLE || Character.isSurrogate(c)) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
