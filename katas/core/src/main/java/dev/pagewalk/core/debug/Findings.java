package dev.pagewalk.core.debug;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects violations. */
final class Findings {
    private final List<Violation> list = new ArrayList<>();

    void add(Rule rule, String expected, String actual) {
        list.add(new Violation(rule.text(), expected, actual));
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    /** Lowest number first. */
    List<Violation> sorted() {
        list.sort(Comparator.comparingInt(v -> number(v.rule())));
        return List.copyOf(list);
    }

    private static int number(String rule) {
        return Integer.parseInt(rule.substring(1, rule.indexOf(' ')));
    }
}
