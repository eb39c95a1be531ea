package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.engine.report.Trace;
import java.util.Map;
import java.util.regex.Pattern;

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

    /** The file of a kata, if there is one: it lies in a package that begins with the kata's id. */
    String fileOf(String kata) {
        Pattern mine = Pattern.compile("(?m)^[ \\t]*+package\\s+[\\w.]*\\b" + Pattern.quote(kata) + "(_\\w+)?\\s*;");
        return sources.entrySet().stream().filter(file -> mine.matcher(file.getValue()).find()).map(Map.Entry::getKey).findFirst().orElse("");
    }

    /** As they lie in the store. */
    public static Attachments of(Trace trace, Map<String, String> sources, byte[] runJson) {
        return new Attachments(trace, sources, Coverage.of(runJson));
    }
}
