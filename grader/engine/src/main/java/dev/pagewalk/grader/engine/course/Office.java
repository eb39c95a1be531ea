package dev.pagewalk.grader.engine.course;

import dev.pagewalk.grader.engine.batch.Regrade;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Gives marks in a results directory, out of the instructor's files that lie in it: {@code course.json},
 * {@code overrides.csv}, {@code roster.csv}, {@code times.csv}. They are copied there when they are first named, and stay.
 */
public final class Office {
    public static final String COURSE = "course.json";
    public static final String OVERRIDES = "overrides.csv";
    public static final String ROSTER = "roster.csv";
    public static final String TIMES = "times.csv";
    /** All of the instructor's files. */
    public static final List<String> FILES = List.of(COURSE, OVERRIDES, ROSTER, TIMES);

    private final FileStore store;
    private final List<String> katas;

    /** @param katas ids of all that there are */
    public Office(FileStore store, List<String> katas) {
        this.store = store;
        this.katas = katas;
    }

    /** The roster, or an empty one. */
    public Roster roster() throws IOException, CourseProblem {
        Optional<String> text = text(ROSTER);
        return text.isPresent() ? Roster.read(ROSTER, text.get()) : Roster.EMPTY;
    }

    /** When who handed in, where nothing else says so. */
    public Map<String, Instant> times() throws IOException, CourseProblem {
        Optional<String> text = text(TIMES);
        return text.isPresent() ? Times.read(TIMES, text.get(), roster()) : Map.of();
    }

    /** Refuses what cannot be used, before anything is graded. */
    public void verify() throws IOException, CourseProblem {
        Course course = course(List.of());
        decisions(course);
        times();
    }

    /**
     * Writes marks and pages, if there is a file to go by.
     *
     * @param rows all results
     * @return the marks; none without a file
     */
    public List<Mark> mark(List<Line> deliveries, List<Row> rows) throws IOException, CourseProblem {
        if (text(COURSE).isEmpty() && text(OVERRIDES).isEmpty() && text(ROSTER).isEmpty() && store.read(Regrade.KEPT).isEmpty()) {
            return List.of();
        }
        Course course = course(rows);
        List<Mark> marks = new Marks(course, decisions(course), roster()).of(deliveries, rows, Regrade.kept(store));
        MarkPages.write(store, course, marks);
        explain(deliveries, rows, marks);
        return marks;
    }

    private Course course(List<Row> rows) throws IOException, CourseProblem {
        Optional<String> text = text(COURSE);
        return text.isPresent() ? Course.read(COURSE, text.get(), katas) : Course.plain(katas, rows);
    }

    private List<Decision> decisions(Course course) throws IOException, CourseProblem {
        Optional<String> text = text(OVERRIDES);
        List<String> graded = course.katas().stream().map(Course.Part::id).toList();
        return text.isPresent() ? Decision.read(OVERRIDES, text.get(), graded) : List.of();
    }

    private Optional<String> text(String file) throws IOException {
        return store.read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The student's page says how the mark came about. */
    private void explain(List<Line> deliveries, List<Row> rows, List<Mark> marks) throws IOException {
        Map<String, String> students = deliveries.stream().collect(Collectors.toMap(Line::id, Line::student));
        Map<String, Mark> byStudent = marks.stream().collect(Collectors.toMap(Mark::student, Function.identity()));
        Reports reports = new Reports(store);
        for (Row row : rows) {
            Optional<Mark> mark = Optional.ofNullable(students.get(row.id())).map(byStudent::get);
            Optional<Result> result = reports.read(row.id()).flatMap(Reports::parse);
            if (mark.isPresent() && result.isPresent()) {
                boolean counts = mark.get().submission().equals(row.id());
                reports.page(result.get(), counts ? mark.get().explanation() : mark.get().notes());
            }
        }
    }
}
