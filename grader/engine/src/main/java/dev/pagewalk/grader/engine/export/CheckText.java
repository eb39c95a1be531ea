package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** A check in plain words: rule, expected, but was, history, how to replay, what to read. */
final class CheckText {
    private static final int LABEL = 10;

    private CheckText() {}

    /** For example {@code Task 1.5: last put against last put}. */
    static String title(CheckResult check) {
        return Inert.line("Task " + check.task() + ": " + check.title());
    }

    /** What the student reads, some lines. */
    static String of(CheckResult check, Room room) {
        List<String> lines = new ArrayList<>();
        int max = room.chars();
        add(lines, "rule", Inert.cut(check.rule(), max));
        add(lines, "broken", Inert.cut(check.invariant(), max));
        add(lines, "expected", Inert.cut(check.expected(), max));
        add(lines, check.expected().isEmpty() ? "because" : "but was", Inert.cut(check.actual(), max));
        add(lines, "history", Inert.cut(check.history(), max));
        add(lines, "replay", Inert.cut(check.replay(), max));
        add(lines, "read", Inert.cut(check.read(), max));
        return Inert.text(String.join("\n", lines), max);
    }

    private static void add(List<String> lines, String label, String text) {
        String name = label;
        for (String line : text.isEmpty() ? List.<String>of() : text.lines().toList()) {
            lines.add((name + " ".repeat(LABEL - name.length()) + line).stripTrailing());
            name = "";
        }
    }
}
