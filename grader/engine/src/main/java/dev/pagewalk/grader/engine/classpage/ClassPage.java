package dev.pagewalk.grader.engine.classpage;

import dev.pagewalk.grader.engine.batch.Regrade;
import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.classpage.Survey.Failures;
import dev.pagewalk.grader.engine.course.Mark;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.report.Page;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes {@code index.html} out of what lies in a results directory. It tells how long grading took, so it is not the same
 * after a second run, unlike results and marks.
 */
public final class ClassPage {
    private static final String FILE = "index.html";
    private static final String COURSE = "course.json";

    private final FileStore store;
    private final Survey survey = new Survey();

    private ClassPage(FileStore store) {
        this.store = store;
    }

    /** What the page wants of {@code run.json}. */
    private record Run(long wallMs) {}

    /** What the page wants of {@code course.json}. */
    private record Titled(String title) {}

    /**
     * Writes the page; it reads {@code results.json}, each {@code result.json} and {@code run.json}, and, where they are,
     * {@code deliveries.json}, {@code marks.json} and {@code diff.json}.
     */
    public static void write(FileStore store) throws IOException {
        ClassPage writer = new ClassPage(store);
        Optional<String> course = writer.read(COURSE, Titled.class).map(Titled::title);
        Page page = Page.titled(course.filter(title -> !title.isBlank()).orElse("Results")).styled("class.css").scripted("class.js");
        store.write(FILE, Page.render("index.jte", Map.of("page", page, "report", writer.report())));
    }

    private ClassReport report() throws IOException {
        List<Row> rows = new Reports(store).rows().orElse(List.of());
        List<Register.Line> lines = Register.read(store).orElse(List.of());
        List<Mark> marks = list("marks.json", Mark[].class);
        Map<String, String> students = lines.stream().collect(Collectors.toMap(Register.Line::id, Register.Line::student));
        Map<String, Mark> counting = new HashMap<>();
        marks.forEach(mark -> counting.put(mark.submission(), mark));
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            entries.add(entry(row, students.getOrDefault(row.id(), row.id()), Optional.ofNullable(counting.get(row.id()))));
        }
        marks.stream().filter(mark -> mark.submission().isEmpty()).map(Entry::nothing).forEach(entries::add);
        Set<String> graded = rows.stream().map(Row::id).collect(Collectors.toSet());
        int missing = (int) lines.stream().filter(line -> !graded.contains(line.id())).count();
        return new ClassReport(entries, survey, list(Regrade.DIFF, Regrade.Line[].class), missing);
    }

    private Entry entry(Row row, String student, Optional<Mark> mark) throws IOException {
        Optional<Result> result = new Reports(store).read(row.id()).flatMap(Reports::parse);
        Failures failures = result.map(survey::add).orElse(Failures.NONE);
        String word = result.map(each -> word(each, failures)).orElse("");
        long wallMs = read(row.id() + "/run.json", Run.class).map(Run::wallMs).filter(ms -> ms > 0).orElse(-1L);
        return new Entry(Optional.of(row), student, failures, word, wallMs, mark);
    }

    /** Why it did not run, all of it or one of its katas; or the first thing that it broke, or what is not there yet. */
    private static String word(Result result, Failures failures) {
        String compiler = result.katas().stream()
                .filter(kata -> kata.verdict() == result.verdict() && !kata.diagnostics().isEmpty())
                .map(kata -> kata.id() + ": " + kata.diagnostics().get(0))
                .findFirst()
                .orElse("");
        if (!result.message().isEmpty() || !compiler.isEmpty()) {
            return (result.message() + " " + compiler).strip();
        }
        return failures.first().isEmpty() && failures.idle() > 0 ? "not written yet: " + failures.idle() + (failures.idle() == 1 ? " check" : " checks") + " did not run" : failures.first();
    }

    private <T> List<T> list(String file, Class<T[]> type) throws IOException {
        return read(file, type).map(Arrays::asList).orElse(List.of());
    }

    private <T> Optional<T> read(String file, Class<T> type) throws IOException {
        return store.read(file).flatMap(bytes -> Json.tryToRead(new String(bytes, StandardCharsets.UTF_8), type));
    }
}
