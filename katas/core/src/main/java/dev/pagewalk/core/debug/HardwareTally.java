package dev.pagewalk.core.debug;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts replayed cases and mismatches by family, and keeps the first mismatches in full. */
public final class HardwareTally {
    private static final int KEPT = 10;

    private final Map<String, int[]> byFamily = new TreeMap<>();
    private final List<String> first = new ArrayList<>();
    private int cases;
    private int mismatches;

    /** How many cases were replayed. */
    public int cases() {
        return cases;
    }

    /** How many of them differ. */
    public int mismatches() {
        return mismatches;
    }

    /** The first mismatches: where, what differs, and the line of the file. */
    public List<String> firstMismatches() {
        return List.copyOf(first);
    }

    /** Prints a table by family, the sum, and the first mismatches. */
    public void print(PrintStream out) {
        out.printf("%-8s %9s %11s%n", "family", "cases", "mismatches");
        byFamily.forEach((family, counts) -> out.printf("%-8s %9d %11d%n", family, counts[0], counts[1]));
        out.printf("%-8s %9d %11d%n", "all", cases, mismatches);
        first.forEach(out::println);
    }

    private int[] counts(String family) {
        return byFamily.computeIfAbsent(family, any -> new int[2]);
    }

    void count(String family) {
        cases++;
        counts(family)[0]++;
    }

    void mismatch(String family, String where, String what, String row) {
        mismatches++;
        counts(family)[1]++;
        if (first.size() < KEPT) {
            first.add(System.lineSeparator() + where + ": " + what + System.lineSeparator() + "  " + row);
        }
    }
}
