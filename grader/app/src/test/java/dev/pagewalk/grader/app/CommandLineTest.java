package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says to bad input: one sentence, what to do, exit code 2. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void a_missing_path() {
        assertUsage("There is no " + directory.resolve("nowhere"), "grade", at("nowhere"), "--out", at("out"));
    }

    @Test
    void an_unreadable_archive() throws IOException {
        Files.writeString(directory.resolve("ann.zip"), "PK");

        assertUsage("It cannot be read as a zip or tar archive", "grade", at("ann.zip"), "--out", at("out"));
    }

    @Test
    void no_kata_file_anywhere() throws IOException {
        Files.createDirectories(directory.resolve("class/ann"));
        Files.createDirectories(directory.resolve("class/bob"));

        assertUsage("No kata file was found in what was given: a submission holds ", "grade", at("class"), "--out", at("out"));
    }

    @Test
    void an_unknown_option() {
        assertUsage("Unknown option: '--oops'. See: pagewalk grade --help", "grade", at("x"), "--out", at("out"), "--oops");
    }

    @Test
    void no_output_directory() {
        assertUsage("Missing required option: '--out=DIR'", "grade", at("x"));
    }

    @Test
    void an_output_directory_that_cannot_be_written_to() throws IOException {
        Files.createDirectories(directory.resolve("ann"));
        Files.writeString(directory.resolve("file"), "");

        assertUsage("Cannot write to " + at("file/out"), "grade", at("ann"), "--out", at("file/out"));
    }

    @Test
    void numbers_that_cannot_be() {
        assertUsage("--jobs must be 1 or more", "grade", directory.toString(), "--out", at("out"), "--jobs", "0");
        assertUsage("--fail-under is a percentage", "grade", directory.toString(), "--out", at("out"), "--fail-under", "101");
    }

    @Test
    void shards_that_cannot_be() {
        assertUsage("'5/4' is no shard: give I/N with 1 <= I <= N", "grade", directory.toString(), "--out", at("out"), "--shard", "5/4");
    }

    @Test
    void a_course_that_cannot_be_used() throws IOException {
        Files.createDirectories(directory.resolve("ann"));
        Files.writeString(directory.resolve("c.json"), "{ \"title\": \"x\",\n \"katas\": 3 }");

        assertUsage("course.json:2: katas: must be a list: [ … ].", "grade", at("ann"), "--out", at("out"), "--course", at("c.json"));
        assertTrue(Files.notExists(directory.resolve("out/course.json")));
    }

    @Test
    void a_merge_of_what_is_no_shard() throws IOException {
        Files.createDirectories(directory.resolve("ann"));

        assertUsage("has no deliveries.json", "merge", at("ann"), "--out", at("out"));
        assertUsage("There is no directory " + at("nowhere"), "merge", at("nowhere"), "--out", at("out"));
        assertUsage("--out is one of the shards", "merge", at("ann"), "--out", at("ann"));
    }

    @Test
    void a_regrade_against_nothing() throws IOException {
        Files.createDirectories(directory.resolve("ann"));

        assertUsage("holds no results", "regrade", at("ann"), "--against", at("ann"), "--out", at("out"), "--why", "x");
        assertUsage("Missing required option: '--why=TEXT'", "regrade", at("ann"), "--against", at("ann"), "--out", at("out"));
    }

    @Test
    void a_kata_that_does_not_exist() {
        assertUsage("There is no kata k9: there are ", "grade", directory.toString(), "--out", at("out"), "--katas", "k1,k9");
    }

    @Test
    void specimens_that_are_not_there() {
        assertUsage("There is no directory " + at("nowhere"), "matrix", at("nowhere"), "--out", at("out"));
        assertUsage("No expected.json was found below " + directory, "matrix", directory.toString(), "--out", at("out"));
    }

    @Test
    void the_rubric_of_a_kata_fits_one_screen() {
        int code = run("rubric", "k1");

        assertEquals(0, code);
        assertTrue(out.toString().startsWith("k1 Refcount: 100 points"), out.toString());
        assertTrue(out.toString().lines().count() < 50);
        assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80));
    }

    @Test
    void nothing_to_do() {
        assertUsage("Say what to do");
    }

    @Test
    void help_tells_the_exit_codes_within_80_columns() {
        int code = run("grade", "--help");

        assertEquals(0, code);
        assertTrue(out.toString().contains("3 the grader could not grade a submission"));
        assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80));
    }

    @Test
    void the_version_names_grader_jdk_and_checks() {
        run("--version");

        assertTrue(out.toString().matches("(?s)pagewalk \\S+\\RJDK +\\S+\\Rcore +\\p{XDigit}{64}\\Rchecks +\\p{XDigit}{64}\\R"), out.toString());
    }

    private void assertUsage(String sentence, String... arguments) {
        err.getBuffer().setLength(0);

        int code = run(arguments);

        assertEquals(ExitCode.USAGE, code, err.toString());
        assertTrue(err.toString().startsWith("pagewalk: "), err.toString());
        assertTrue(err.toString().contains(sentence), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
    }

    private int run(String... arguments) {
        return Main.commandLine(new Pagewalk(), new PrintWriter(out, true), new PrintWriter(err, true)).execute(arguments);
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }
}
