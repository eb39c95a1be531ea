package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.feedback.Feedback;
import dev.pagewalk.grader.engine.export.Room.Rest;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plain text for a log: the total, what is wrong in full, the rest counted. */
final class PlainText {
    private static final String INDENT = "  ";

    private PlainText() {}

    static byte[] of(Paper paper) {
        List<String> lines = new ArrayList<>();
        lines.add(Preface.of(paper, Room.AMPLE));
        paper.katas().forEach(kata -> add(lines, kata));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void add(List<String> lines, KataResult kata) {
        kata.checks().stream().filter(Feedback::isToFix).forEach(check -> add(lines, kata, check));
        lines.add("");
        Rest rest = Room.AMPLE.rest(kata);
        lines.add(kata.id() + " checks: " + counts(kata)
                + (rest.isThere() ? "; " + Rest.NAME + ": " + rest.score() + " of " + rest.max() + " points" : ""));
    }

    private static void add(List<String> lines, KataResult kata, CheckResult check) {
        lines.add("");
        lines.add(check.verdict() + " " + kata.id() + " " + CheckText.title(check) + " (" + check.max() + " points)");
        CheckText.of(check, Room.AMPLE).lines().forEach(line -> lines.add(INDENT + line));
    }

    /** For example {@code 12 pass, 3 fail}. */
    private static String counts(KataResult kata) {
        Map<Verdict, Long> counts = kata.checks().stream()
                .collect(Collectors.groupingBy(CheckResult::verdict, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
