package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.course.Roster;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Twelve submissions that were graded once, with every verdict that there is, and somebody who handed in nothing. */
final class StoredClass {
    static final Path RESOURCES = Path.of("src/test/resources/dev/pagewalk/grader/engine/export");
    static final Instant BEFORE = Instant.parse("2026-10-20T12:00:00Z");
    static final Instant AFTER = Instant.parse("2026-11-20T12:00:00Z");
    static final Sources SOURCES = new Sources(Map.of("k1", "exercises/k1 refcount/RefcountKata.java"));

    private static final String COURSE = """
            {
              "title": "A stored class", "points": 50,
              "katas": [ { "id": "k1", "due": "2026-10-26T23:59:00+01:00" } ],
              "late": { "grace": "PT15M", "perDay": 10 },
              "visibility": {
                "k1.any_history_keeps_every_count": "after-due",
                "k1.get_against_put": "name-only",
                "k1.three_puts_at_once": "hidden"
              }
            }
            """;

    private StoredClass() {}

    static List<Result> results() throws IOException {
        try (InputStream json = StoredClass.class.getResourceAsStream("class.json")) {
            String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(Json.tryToRead(text, Result[].class).orElseThrow());
        }
    }

    /** The papers as they are at a moment. */
    static List<Paper> papers(Instant moment) throws IOException, CourseProblem, ExportProblem {
        return papers(results(), moment);
    }

    static List<Paper> papers(List<Result> results, Instant moment) throws IOException, CourseProblem, ExportProblem {
        MemoryStore store = store(results);
        Office office = office(store, moment);
        return new Papers(store, office, office.sight(), SOURCES).read();
    }

    static Office office(MemoryStore store, Instant moment) {
        return new Office(store, List.of("k1"), check -> true, moment);
    }

    static MemoryStore store(List<Result> results) throws IOException {
        MemoryStore store = new MemoryStore();
        List<Row> rows = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Result result : results) {
            String id = result.submission().id();
            boolean late = id.equals("fails-a-race");
            rows.add(Row.of(result));
            lines.add(new Line(id, id, 1, late ? "2026-10-27T20:00:00Z" : "2026-10-25T20:00:00Z"));
            store.write(id + "/result.json", Json.of(result));
        }
        Register.write(store, lines);
        new Reports(store).write(rows);
        return store.with(Office.COURSE, COURSE)
                .with(Office.OVERRIDES, "student,kata,points,reason\ndoes-not-compile,k1,12,\"the stub had a wrong signature\"\n")
                .with(Office.ROSTER, roster(results));
    }

    private static String roster(List<Result> results) {
        StringBuilder roster = new StringBuilder("student,name,email,moodle,canvas\n");
        int number = 4711;
        List<String> ids = new ArrayList<>(results.stream().map(result -> result.submission().id()).toList());
        ids.add("hands-in-nothing");
        for (String id : ids) {
            String cell = id.matches("[\\w-]+") ? id : "\"" + id.replace("\"", "\"\"") + "\"";
            roster.append(cell + ",Name " + number + "," + number + "@example.edu,Participant " + number + "," + (number + 1000) + "\n");
            number++;
        }
        return roster.toString();
    }

    /** A format's file of each paper, or of the class. */
    static List<byte[]> files(Formats format, List<Paper> papers) throws ExportProblem {
        if (format.isFilling()) {
            return List.of(format.fill(papers, filling(format, papers)).contents());
        }
        if (!format.isOfOne()) {
            return List.of(format.of(papers));
        }
        List<byte[]> files = new ArrayList<>();
        for (Paper paper : papers) {
            boolean sayable = paper.points().isPresent() || format != Formats.GRADESCOPE && format != Formats.GITHUB_NOTICES;
            if (paper.submission().isPresent() && sayable) {
                files.add(format.of(paper));
            }
        }
        return files;
    }

    /** What a gradebook gave for these. */
    static Filling filling(Formats format, List<Paper> papers) {
        StringBuilder sheet = new StringBuilder();
        boolean moodle = format == Formats.MOODLE;
        sheet.append(moodle
                ? "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (grade),Feedback comments\r\n"
                : "Student,ID,SIS User ID,SIS Login ID,Section,Kata 1 (8150),Final Score\n    Points Possible,,,,,50.00,(read only)\n");
        for (Paper paper : papers) {
            String id = "\"" + paper.student().replace("\"", "\"\"") + "\"";
            sheet.append(moodle
                    ? "Participant " + sheet.length() + "," + id + "," + id + ",Submitted,,50.00,Yes,-,\r\n"
                    : id + "," + sheet.length() + "," + id + "," + id + ",Monday,,\n");
        }
        Optional<String> feedback = moodle ? Optional.of("Feedback comments") : Optional.empty();
        return new Filling(format.word() + ".csv", sheet.toString().getBytes(StandardCharsets.UTF_8), Roster.EMPTY, Optional.empty(), feedback);
    }
}
