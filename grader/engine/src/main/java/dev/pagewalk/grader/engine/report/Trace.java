package dev.pagewalk.grader.engine.report;

import dev.pagewalk.grader.api.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How failing checks failed, moment by moment: {@code trace.json}, at most {@value #MOST_BYTES} bytes. Like the result it
 * does not depend on when, where or how fast it was graded.
 *
 * @param schema its version
 * @param checks the evidence of checks, by their ids
 * @param omitted ids of checks whose evidence found no room
 */
public record Trace(String schema, Map<String, Evidence> checks, List<String> omitted) {
    /** The version of this form. */
    public static final String SCHEMA = "pagewalk.trace/2";

    /** Nothing to show. */
    public static final Trace NONE = new Trace(SCHEMA, Map.of(), List.of());

    static final int MOST_BYTES = 256 << 10;

    /** What a name and its quotes take besides the evidence itself. */
    private static final int FRAME_BYTES = 300;

    /** As much of the evidence as there is room for, the first checks first. */
    public static Trace of(Map<String, Evidence> evidence) {
        Map<String, Evidence> checks = new TreeMap<>();
        List<String> omitted = new ArrayList<>();
        int left = MOST_BYTES - FRAME_BYTES * (evidence.size() + 1);
        for (Map.Entry<String, Evidence> each : evidence.entrySet()) {
            int size = Json.line(each.getValue()).getBytes(StandardCharsets.UTF_8).length;
            if (size <= left) {
                checks.put(each.getKey(), each.getValue());
                left -= size;
            } else {
                omitted.add(each.getKey());
            }
        }
        return new Trace(SCHEMA, checks, omitted);
    }

    /** What can be shown of a check. */
    public Evidence of(String check) {
        return checks.getOrDefault(check, Evidence.NONE);
    }

    boolean isEmpty() {
        return checks.isEmpty() && omitted.isEmpty();
    }

    byte[] json() {
        return (Json.line(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Trace> parse(byte[] json) {
        return Json.tryToRead(new String(json, StandardCharsets.UTF_8), Trace.class).filter(trace -> SCHEMA.equals(trace.schema()));
    }
}
