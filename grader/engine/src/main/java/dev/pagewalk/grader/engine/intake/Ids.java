package dev.pagewalk.grader.engine.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gives every submission an id that is a harmless file name and that no other one has, whatever the case of letters. */
public final class Ids {
    private static final int MAX = 80;

    /** The files of the batch itself stand beside the submissions' directories. */
    private static final Set<String> RESERVED = Set.of(
            "results.json", "grades.csv", "index.html", "journal.jsonl", "runs.jsonl", "deliveries.json", "diff.csv", "diff.json",
            "marks.csv", "marks.json", "kept.json", "course.json", "overrides.csv", "roster.csv", "times.csv", "matrix.html", "matrix.csv");

    private final Set<String> taken = new HashSet<>(RESERVED);

    private final List<String> notes = new ArrayList<>();

    /** A name, or one like it that is harmless and new. */
    public String unique(String name) {
        String harmless = harmless(name);
        String id = harmless;
        for (int i = 2; !taken.add(id.toLowerCase(Locale.ROOT)); i++) {
            id = harmless + "-" + i;
        }
        if (!id.equals(harmless)) {
            notes.add("The id " + harmless + " is taken already: this one is called " + id + ".");
        }
        return id;
    }

    private static String harmless(String name) {
        String letters = name.replaceAll("[^\\p{L}\\p{Nd}._-]", "_").replaceFirst("^[.-]+", "");
        String cut = letters.length() > MAX ? letters.substring(0, MAX) : letters;
        return cut.isEmpty() ? "submission" : cut.replaceFirst("\\.+$", "_");
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
