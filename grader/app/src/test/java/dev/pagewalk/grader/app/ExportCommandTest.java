package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.export.Sources;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pagewalk export} on a class of three that was graded before. */
class ExportCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path directory;

    @BeforeEach
    void a_class_was_graded() throws IOException {
        DiskStore store = new DiskStore(directory.resolve("marks"));
        List<Row> rows = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.PASS, Verdict.FAIL, Verdict.INFRA)) {
            Result result = result(verdict);
            new Reports(store).write(result, Map.of(), "");
            rows.add(Row.of(result));
            lines.add(new Line(result.submission().id(), result.submission().id(), 1, ""));
        }
        new Reports(store).write(rows);
        Register.write(store, lines);
    }

    @Test
    void a_class_becomes_a_file_each_and_who_has_no_grade_is_named() throws IOException {
        assertEquals(ExitCode.INFRA, shell.run("export", "gradescope", at("marks"), "--out", at("out")));

        assertTrue(Files.readString(directory.resolve("out/pass/results.json")).contains("\"score\" : 5"));
        assertTrue(Files.exists(directory.resolve("out/fail/results.json")));
        assertTrue(Files.notExists(directory.resolve("out/infra")));
        assertTrue(shell.err().contains("The grader could not grade infra"), shell.err());
    }

    @Test
    void one_student_or_one_directory_becomes_one_file() throws IOException {
        assertEquals(ExitCode.GRADED, shell.run("export", "github", at("marks"), "--student", "fail", "--out", at("one.txt")));
        assertEquals(ExitCode.GRADED, shell.run("export", "github", at("marks/fail"), "--out", at("two.txt")));
        assertEquals(ExitCode.INFRA, shell.run("export", "gradescope", at("marks/infra"), "--out", at("three.txt")));

        assertTrue(Files.readString(directory.resolve("one.txt")).startsWith("::notice title=Pagewalk::0 of 5 points, FAIL"));
        assertEquals(Files.readString(directory.resolve("one.txt")), Files.readString(directory.resolve("two.txt")));
        assertTrue(Files.notExists(directory.resolve("three.txt")));
    }

    @Test
    void source_files_are_named_as_they_lie_in_the_repository() throws IOException {
        Files.createDirectories(directory.resolve("repository/exercises/src"));
        Files.createDirectories(directory.resolve("repository/target/src"));
        Files.writeString(directory.resolve("repository/exercises/src/RefcountKata.java"), "");
        Files.writeString(directory.resolve("repository/target/src/RefcountKata.java"), "");

        shell.run("export", "sarif", at("marks"), "--student", "fail", "--checkout", at("repository"), "--out", at("x.sarif"));

        assertTrue(Files.readString(directory.resolve("x.sarif")).contains("\"results\" : [ ]"));
        assertEquals("exercises/src/RefcountKata.java", sources().of("k1").orElseThrow());
    }

    private Sources sources() {
        try {
            return Checkout.sources(directory.resolve("repository"), Wiring.CURRICULUM.katas());
        } catch (BadInput e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_gradebook_is_filled_and_the_rest_said() throws IOException {
        Files.writeString(directory.resolve("g.csv"), "Student,ID,SIS Login ID,Kata (7)\nAnn,1,fail,\nBob,2,bob,\n");

        assertEquals(ExitCode.INFRA, shell.run("export", "canvas", at("marks"), "--into", at("g.csv"), "--out", at("filled.csv")));

        assertEquals("Student,ID,SIS Login ID,Kata (7)\nAnn,1,fail,0\nBob,2,bob,\n", Files.readString(directory.resolve("filled.csv")));
        assertTrue(shell.err().contains("1 in the file and not among the results, left as they are: Bob."), shell.err());
    }

    @Test
    void what_cannot_be_is_said_in_a_sentence() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        Files.writeString(directory.resolve("file"), "");

        shell.assertUsage("There is no format exel: there are ", "export", "exel", at("marks"));
        shell.assertUsage("There is no directory " + at("nowhere"), "export", "csv", at("nowhere"));
        shell.assertUsage("There is no deliveries.json: give a directory to which pagewalk grade wrote", "export", "csv", at("empty"));
        shell.assertUsage("Missing required parameter: 'DIR'", "export", "csv");
        shell.assertUsage("There are 3 submissions, and github has a file for each", "export", "github", at("marks"));
        shell.assertUsage("Nobody in " + at("marks") + " is called zoe", "export", "github", at("marks"), "--student", "zoe");
        shell.assertUsage("fills a file that the gradebook gave you: name it with --into", "export", "moodle", at("marks"));
        shell.assertUsage("fills no file: leave out --into", "export", "csv", at("marks"), "--into", at("file"));
        shell.assertUsage("Cannot read " + at("nowhere"), "export", "canvas", at("marks"), "--into", at("nowhere"));
        shell.assertUsage("is empty: download it again", "export", "canvas", at("marks"), "--into", at("file"));
        shell.assertUsage("Canvas takes no comments", "export", "canvas", at("marks"), "--into", at("file"), "--feedback-column", "x");
        shell.assertUsage("'soon' is no date with time and offset", "export", "csv", at("marks"), "--as-of", "soon");
        shell.assertUsage("There is no directory " + at("nowhere"), "export", "sarif", at("marks"), "--checkout", at("nowhere"));
        shell.assertUsage("Cannot write to ", "export", "csv", at("marks"), "--out", at("file/x.csv"));
    }

    @Test
    void a_broken_course_file_stops_it() throws IOException {
        Files.writeString(directory.resolve("marks/course.json"), "{ \"title\": \"x\",\n\"katas\": [ { \"id\": \"k1\" } ], \"visibility\": { \"k1.oops\": \"hidden\" } }");

        shell.assertUsage("course.json:2: visibility.k1.oops: there is no such check", "export", "csv", at("marks"));
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private static Result result(Verdict verdict) {
        int score = verdict == Verdict.PASS ? 5 : 0;
        String id = verdict.name().toLowerCase(Locale.ROOT);
        KataResult kata = new KataResult("k1", "Refcount", verdict, "", List.of(), score, 5, List.of());
        List<KataResult> katas = verdict == Verdict.INFRA ? List.of() : List.of(kata);
        return new Result(Result.SCHEMA, new GraderId("1", "c", "d"), new SubmissionId(id, "abc", List.of()), verdict, "", score, 5, katas);
    }
}
