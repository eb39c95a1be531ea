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
 * The ladder of hints for a failure: a question about the rule that it names, from {@code hints/rules.adoc}, then those for its
 * task, from {@code hints/<kata>.adoc}. Both lie on the class path: whoever runs the grader puts the students' own hints there.
 * Without them there is no ladder.
 */
public final class Hints {
    private static final Pattern TASK = Pattern.compile("(?m)^== (\\S+)\\s*$");
    private static final Pattern STEP = Pattern.compile("(?ms)^\\. (.*?)(?=^\\. |\\z)");

    private static final Pattern RULE = Pattern.compile("(I\\d{1,2}) .*", Pattern.DOTALL);

    private Hints() {}

    /** A step of the ladder. */
    public record Hint(String title, List<Piece> pieces) {}

    /**
     * A piece of a hint.
     *
     * @param code whether it is code
     */
    public record Piece(String text, boolean code) {}

    /**
     * The steps for a failure, the gentlest first.
     *
     * @param invariant the rule of the machine that it names, for example {@code I3 counters: …}; may be empty
     */
    static List<Hint> of(String kata, String task, String invariant) {
        List<Hint> hints = new ArrayList<>();
        Matcher rule = RULE.matcher(invariant);
        if (rule.matches()) {
            ladder("rules", rule.group(1)).forEach(step -> hints.add(new Hint("Rule " + rule.group(1) + ": a question", step)));
        }
        List<List<Piece>> steps = ladder(kata, task);
        for (int i = 0; i < steps.size(); i++) {
            hints.add(new Hint("Task " + task + ": hint " + (i + 1) + " of " + steps.size(), steps.get(i)));
        }
        return hints;
    }

    private static List<List<Piece>> ladder(String file, String name) {
        return file.matches("\\w+") ? read(file).map(text -> ladderIn(text, name)).orElse(List.of()) : List.of();
    }

    private static Optional<String> read(String file) {
        try (InputStream in = Hints.class.getResourceAsStream("/hints/" + file + ".adoc")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<List<Piece>> ladderIn(String text, String task) {
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
