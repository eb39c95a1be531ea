package dev.pagewalk.grader.engine.course;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file that says when who handed in: columns {@code student} and {@code submitted}, or, as GitHub Classroom
 * writes them, {@code github_username} and {@code submission_timestamp}.
 */
public final class Times {
    private static final String CLASSROOM = "github_username";

    private Times() {}

    /** Reads the file; names are looked up on the roster. */
    public static Map<String, Instant> read(String file, String text, Roster roster) throws CourseProblem {
        String header = text.lines().findFirst().orElse("");
        boolean classroom = header.contains(CLASSROOM);
        String student = classroom ? CLASSROOM : "student";
        String submitted = classroom ? "submission_timestamp" : "submitted";
        Map<String, Instant> times = new HashMap<>();
        for (Csv.Entry entry : Csv.read(file, text, student, submitted)) {
            String name = entry.need(student);
            if (!entry.get(submitted).isEmpty()) {
                times.put(roster.student(List.of(name)).orElse(name), instant(entry, submitted));
            }
        }
        return times;
    }

    private static Instant instant(Csv.Entry entry, String column) throws CourseProblem {
        String text = entry.get(column).replaceFirst(" ", "T").replaceFirst(" ?UTC$", "Z").replace(" ", "");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw entry.problem(column, "must be a date with time and offset, for example 2026-10-12T23:59:00+02:00");
        }
    }
}
