package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.engine.report.Trace;
import java.util.Map;

/**
 * What a page is made of besides the result.
 *
 * @param trace how checks failed
 * @param sources the submission's files, by their names
 * @param coverage which of their lines ran, by their names
 */
public record Attachments(Trace trace, Map<String, String> sources, Map<String, Coverage> coverage) {
    /** Nothing else is known. */
    public static final Attachments NONE = new Attachments(Trace.NONE, Map.of(), Map.of());

    /** As they lie in the store. */
    public static Attachments of(Trace trace, Map<String, String> sources, byte[] runJson) {
        return new Attachments(trace, sources, Coverage.of(runJson));
    }
}
