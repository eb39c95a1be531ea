package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.util.ArrayList;
import java.util.List;

/** A check in plain words: rule, expected, but was, history, how to replay, what to read. */
final class CheckText {
    private static final String LINE = "%-9s %s";

    private CheckText() {}

    /** For example {@code Task 1.5: last put against last put}. */
    static String title(CheckResult check) {
        return Inert.line("Task " + check.task() + ": " + check.title());
    }

    /** What the student reads, some lines. */
    static String of(CheckResult check, Room room) {
        List<String> lines = new ArrayList<>();
        add(lines, "rule", check.rule());
        add(lines, "broken", check.invariant());
        add(lines, "expected", check.expected());
        add(lines, check.expected().isEmpty() ? "because" : "but was", check.actual());
        add(lines, "history", check.history());
        add(lines, "replay", check.replay());
        add(lines, "read", check.read());
        return Inert.text(String.join("\n", lines), room.chars());
    }

    private static void add(List<String> lines, String label, String text) {
        String name = label;
        for (String line : text.isEmpty() ? List.<String>of() : text.lines().toList()) {
            lines.add(String.format(LINE, name, line).stripTrailing());
            name = "";
        }
    }
}
