package dev.pagewalk.grader.engine.feedback;

import dev.pagewalk.grader.engine.report.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which lines of a file the checks ran, as {@code run.json} has it.
 *
 * @param lines how many could run
 * @param executed how many did
 * @param missed the numbers of the others, with blanks between
 */
public record Coverage(int lines, int executed, String missed) {
    static final Coverage UNKNOWN = new Coverage(0, 0, "");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    /** The part of {@code run.json} that is asked for. */
    record Run(Map<String, Coverage> coverage) {}

    /** By the names of files. */
    static Map<String, Coverage> of(byte[] runJson) {
        return Json.tryToRead(new String(runJson, StandardCharsets.UTF_8), Run.class).map(Run::coverage).orElse(Map.of());
    }

    Set<Integer> missedLines() {
        Set<Integer> numbers = new TreeSet<>();
        NUMBER.matcher(missed == null ? "" : missed).results().forEach(number -> numbers.add(Integer.valueOf(number.group())));
        return numbers;
    }

    String summary() {
        return lines == 0 ? "" : executed + " of " + lines + " lines of code ran";
    }
}
