package dev.pagewalk.grader.engine.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which rule of the machine is guarded by which checks, as specimens have shown: a check that told a broken rule guards it,
 * and so does one whose own rule names it.
 */
public record Coverage(List<Line> lines) {

    /**
     * A rule.
     *
     * @param rule its number, for example {@code I12}
     * @param text the whole of it
     * @param checks the ids of the checks that told it, each with the specimens that it told it of
     */
    public record Line(String rule, String text, Map<String, List<String>> checks) {

        /** How many specimens broke it. */
        public long specimens() {
            return checks.values().stream().flatMap(List::stream).distinct().count();
        }

        /** All checks in one text. */
        public String guards() {
            return String.join(" ", new TreeSet<>(checks.keySet()));
        }
    }

    /**
     * Sorts what fell by the rules that were told.
     *
     * @param rules the text of every rule, each beginning with its number
     */
    public static Coverage of(List<String> rules, Matrix matrix) {
        Map<String, Line> lines = new LinkedHashMap<>();
        rules.forEach(text -> lines.put(number(text), new Line(number(text), text, new TreeMap<>())));
        for (Finding finding : matrix.findings()) {
            finding.broken().forEach((check, rule) -> {
                Line line = lines.get(number(rule));
                if (line != null) {
                    line.checks().computeIfAbsent(check, id -> new ArrayList<>()).add(finding.specimen().id());
                }
            });
        }
        return new Coverage(List.copyOf(lines.values()));
    }

    private static String number(String rule) {
        return rule.split("[ :]", 2)[0];
    }

    /** The rules that no specimen has broken. */
    public List<Line> untold() {
        return lines.stream().filter(line -> line.checks().isEmpty()).toList();
    }
}
