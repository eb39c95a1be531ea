package dev.pagewalk.grader.engine.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Evidence.Moment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final Evidence LARGE = new Evidence(
            List.of(), Collections.nCopies(300, new Moment(-1, -1, "x".repeat(200), "y".repeat(100), "", "", List.of(), List.of())), List.of());

    @Test
    void the_first_checks_have_room_and_the_others_are_named() {
        Map<String, Evidence> evidence = new LinkedHashMap<>();
        List.of("k1.c", "k1.a", "k1.b").forEach(id -> evidence.put(id, LARGE));

        Trace trace = Trace.of(evidence);

        assertEquals(List.of("k1.b"), trace.omitted());
        assertEquals(LARGE, trace.of("k1.c"));
        assertEquals(LARGE, trace.of("k1.a"));
        assertEquals(Evidence.NONE, trace.of("k1.b"));
        assertTrue(trace.json().length <= Trace.MOST_BYTES, trace.json().length + " bytes");
    }

    @Test
    void what_was_written_is_read_and_of_another_version_nothing_is() {
        Trace trace = Trace.of(Map.of("k1.a", LARGE));

        assertEquals(trace, Trace.parse(trace.json()).orElseThrow());
        assertTrue(Trace.parse("{\"schema\": \"pagewalk.trace/0\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)).isEmpty());
        assertTrue(Trace.parse(new byte[0]).isEmpty());
    }
}
