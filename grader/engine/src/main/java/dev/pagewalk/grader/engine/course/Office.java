package dev.pagewalk.grader.engine.course;

import dev.pagewalk.grader.engine.batch.Regrade;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Sight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final Predicate<String> checks;
    private final Instant moment;

    /**
     * @param katas ids of all that there are
     * @param checks knows the ids of checks
     * @param moment for which pages are made: what students see may depend on what is due; no result and no mark does
     */
    public Office(FileStore store, List<String> katas, Predicate<String> checks, Instant moment) {
        this.store = store;
        this.katas = katas;
        this.checks = checks;
        this.moment = moment;
    }

    /** What students see. */
    public Sight sight() throws IOException, CourseProblem {
        return text(COURSE).isPresent() ? course(List.of()).sight(moment) : Sight.AS_DECLARED;
    }

    /** Reports whose pages show what students may see. */
    public Reports reports() throws IOException, CourseProblem {
        return new Reports(store, sight());
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
        if (!isAsked()) {
            return List.of();
        }
        List<Mark> marks = marks(deliveries, rows);
        MarkPages.write(store, course(rows), marks);
        explain(deliveries, rows, marks);
        return marks;
    }

    /** Students that the files speak of and nobody knows, a sentence each: a name may be misspelt. */
    public List<String> strangers(List<Line> deliveries) throws IOException, CourseProblem {
        Set<String> known = new HashSet<>(roster().students());
        deliveries.forEach(line -> known.add(line.student()));
        Course course = course(List.of());
        Stream<String> decided = decisions(course).stream().map(Decision::student).filter(each -> !known.contains(each));
        Stream<String> extended = course.extensions().stream().map(Course.Extension::student).filter(each -> !known.contains(each));
        return Stream.concat(
                        decided.map(each -> OVERRIDES + ": " + each + " is nobody's name in this class: the line changes nothing."),
                        extended.map(each -> COURSE + ": " + each + " is nobody's name in this class: the extension changes nothing."))
                .distinct()
                .toList();
    }

    /** Whether there is a file to go by. */
    public boolean isAsked() throws IOException {
        return text(COURSE).isPresent() || text(OVERRIDES).isPresent() || text(ROSTER).isPresent() || store.read(Regrade.KEPT).isPresent();
    }

    /** The marks, written nowhere; without a file, points are those of the checks. */
    public List<Mark> marks(List<Line> deliveries, List<Row> rows) throws IOException, CourseProblem {
        Course course = course(rows);
        return new Marks(course, decisions(course), roster()).of(deliveries, rows, Regrade.kept(store));
    }

    private Course course(List<Row> rows) throws IOException, CourseProblem {
        Optional<String> text = text(COURSE);
        return text.isPresent() ? Course.read(COURSE, text.get(), katas, checks) : Course.plain(katas, rows);
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
    private void explain(List<Line> deliveries, List<Row> rows, List<Mark> marks) throws IOException, CourseProblem {
        Map<String, String> students = deliveries.stream().collect(Collectors.toMap(Line::id, Line::student));
        Map<String, Mark> byStudent = marks.stream().collect(Collectors.toMap(Mark::student, Function.identity()));
        Reports reports = reports();
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
