package dev.pagewalk.grader.engine.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which rule of the machine is guarded by which checks, as specimens have shown: a check that told a broken rule guards it,
 * and so does one that fell and says that it is there for it.
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

        private void add(String check, String specimen) {
            checks.computeIfAbsent(check, id -> new ArrayList<>()).add(specimen);
        }

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
     * Sorts what fell by the rules that were told, or that the fallen check is there for.
     *
     * @param rules the text of every rule, each beginning with its number
     * @param guards the numbers of rules that a check says it is there for, by its id
     */
    public static Coverage of(List<String> rules, Map<String, List<String>> guards, Matrix matrix) {
        Map<String, Line> lines = new LinkedHashMap<>();
        rules.forEach(text -> lines.put(number(text), new Line(number(text), text, new TreeMap<>())));
        for (Finding finding : matrix.findings()) {
            for (String check : finding.falls()) {
                Stream<String> told = Stream.ofNullable(finding.broken().get(check)).map(Coverage::number);
                Stream.concat(told, guards.getOrDefault(check, List.of()).stream())
                        .distinct()
                        .flatMap(rule -> Stream.ofNullable(lines.get(rule)))
                        .forEach(line -> line.add(check, finding.specimen().id()));
            }
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
