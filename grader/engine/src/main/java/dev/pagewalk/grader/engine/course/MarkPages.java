package dev.pagewalk.grader.engine.course;

import dev.pagewalk.grader.engine.course.Mark.KataMark;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.GradesCsv;
import dev.pagewalk.grader.engine.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes marks: {@code marks.json} and {@code marks.csv}. The class page shows them. */
public final class MarkPages {
    private static final List<String> COLUMNS = List.of("student", "name", "submission", "attempt", "verdict", "raw", "points", "max", "why");

    private MarkPages() {}

    public static void write(FileStore store, Course course, List<Mark> marks) throws IOException {
        store.write("marks.json", Json.of(marks));
        store.write("marks.csv", csv(course, marks));
    }

    private static byte[] csv(Course course, List<Mark> marks) {
        List<String> header = new ArrayList<>(COLUMNS);
        course.katas().forEach(kata -> header.addAll(List.of(kata.id(), kata.id() + " days late")));
        List<String> lines = new ArrayList<>(List.of(line(header)));
        marks.forEach(mark -> lines.add(line(cells(mark, header.size()))));
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> cells(Mark mark, int columns) {
        List<String> cells = new ArrayList<>(List.of(
                mark.student(), mark.name(), mark.submission(), mark.attempt() == 0 ? "" : String.valueOf(mark.attempt()),
                mark.verdict(), mark.raw(), mark.points(), mark.max(), why(mark)));
        for (KataMark kata : mark.katas()) {
            cells.addAll(List.of(kata.counted(), String.valueOf(kata.daysLate())));
        }
        while (cells.size() < columns) {
            cells.add("");
        }
        return cells;
    }

    /** All but the first sentence, which the other columns say. */
    private static String why(Mark mark) {
        return mark.explanation().stream().skip(1).collect(Collectors.joining(" "));
    }

    private static String line(List<String> cells) {
        return cells.stream().map(GradesCsv::cell).collect(Collectors.joining(","));
    }
}
