package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A result as plain text, for a log: what is wrong in full, the rest counted. */
final class StudentText {
    private static final Set<Verdict> COUNTED = EnumSet.of(Verdict.PASS, Verdict.SKIPPED, Verdict.NOT_STARTED);

    private final Result result;
    private final List<String> lines = new ArrayList<>();

    /** @param result as its student may see it */
    StudentText(Result result) {
        this.result = result;
    }

    List<String> lines() {
        if (!result.message().isEmpty()) {
            lines.add(result.message());
        }
        result.katas().forEach(this::add);
        return lines;
    }

    private void add(KataResult kata) {
        lines.add(kata.id() + " " + kata.title() + ": " + kata.verdict() + ", " + kata.score() + " of " + kata.max() + " points");
        if (!kata.message().isEmpty() && !kata.message().equals(result.message())) {
            lines.add("  " + kata.message());
        }
        kata.diagnostics().forEach(diagnostic -> addIndented("  ", diagnostic));
        kata.checks().stream().filter(check -> !COUNTED.contains(check.verdict())).forEach(this::add);
        lines.add("  " + counts(kata));
        lines.add("");
    }

    private void add(CheckResult check) {
        lines.add("  " + check.verdict() + " task " + check.task() + ": " + check.title() + " (" + check.max() + " points)");
        add("rule", check.rule());
        add("broken", check.invariant());
        add("expected", check.expected());
        add("but was", check.actual());
        add("history", check.history());
        add("replay", check.replay());
        add("read", check.read());
    }

    private void add(String label, String text) {
        String name = label;
        for (String line : text.lines().toList()) {
            lines.add(String.format("    %-9s %s", name, line).stripTrailing());
            name = "";
        }
    }

    private void addIndented(String indent, String text) {
        text.lines().forEach(line -> lines.add(indent + line));
    }

    /** For example {@code checks: 3 fail, 12 pass}. */
    private static String counts(KataResult kata) {
        Map<Verdict, Long> counts = kata.checks().stream()
                .collect(Collectors.groupingBy(CheckResult::verdict, TreeMap::new, Collectors.counting()));
        return "checks: " + counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
