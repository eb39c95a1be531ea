package dev.pagewalk.grader.engine.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ladder of hints for a task, from {@code hints/<kata>.adoc} on the class path: whoever runs the grader puts the
 * students' own hints there. Without them there is no ladder.
 */
public final class Hints {
    private static final Pattern TASK = Pattern.compile("(?m)^== (\\S+)\\s*$");
    private static final Pattern STEP = Pattern.compile("(?ms)^\\. (.*?)(?=^\\. |\\z)");

    private Hints() {}

    /**
     * A piece of a hint.
     *
     * @param code whether it is code
     */
    public record Piece(String text, boolean code) {}

    /** The steps for a task, the gentlest first. */
    static List<List<Piece>> of(String kata, String task) {
        return kata.matches("\\w+") ? read(kata).map(text -> ladder(text, task)).orElse(List.of()) : List.of();
    }

    private static Optional<String> read(String kata) {
        try (InputStream in = Hints.class.getResourceAsStream("/hints/" + kata + ".adoc")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<List<Piece>> ladder(String text, String task) {
        Matcher heading = TASK.matcher(text);
        while (heading.find()) {
            if (heading.group(1).equals(task)) {
                int begin = heading.end();
                int end = heading.find() ? text.lastIndexOf("[discrete]", heading.start()) : text.length();
                return steps(text.substring(begin, Math.max(begin, end)));
            }
        }
        return List.of();
    }

    private static List<List<Piece>> steps(String text) {
        return STEP.matcher(text).results().map(step -> pieces(step.group(1).strip().replaceAll("\\s+", " "))).toList();
    }

    /** What stands between backquotes is code. */
    private static List<Piece> pieces(String step) {
        List<Piece> pieces = new ArrayList<>();
        boolean code = false;
        for (String part : step.split("`", -1)) {
            if (!part.isEmpty()) {
                pieces.add(new Piece(code ? part : part.replaceAll("\\b_(\\w+)_\\b", "$1"), code));
            }
            code = !code;
        }
        return pieces;
    }
}
