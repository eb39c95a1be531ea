package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says to bad input: one sentence, what to do, exit code 2. */
class CommandLineTest {
    private final Shell shell = new Shell();

    @TempDir
    Path directory;

    @Test
    void a_missing_path() {
        shell.assertUsage("There is no " + directory.resolve("nowhere"), "grade", at("nowhere"), "--out", at("out"));
    }

    @Test
    void an_unreadable_archive() throws IOException {
        Files.writeString(directory.resolve("ann.zip"), "PK");

        shell.assertUsage("It cannot be read as a zip or tar archive", "grade", at("ann.zip"), "--out", at("out"));
    }

    @Test
    void no_kata_file_anywhere() throws IOException {
        Files.createDirectories(directory.resolve("class/ann"));
        Files.createDirectories(directory.resolve("class/bob"));

        shell.assertUsage("No kata file was found in what was given: a submission holds ", "grade", at("class"), "--out", at("out"));
    }

    @Test
    void an_unknown_option() {
        shell.assertUsage("Unknown option: '--oops'. See: pagewalk grade --help", "grade", at("x"), "--out", at("out"), "--oops");
    }

    @Test
    void no_output_directory() {
        shell.assertUsage("Missing required option: '--out=DIR'", "grade", at("x"));
    }

    @Test
    void an_output_directory_that_cannot_be_written_to() throws IOException {
        Files.createDirectories(directory.resolve("ann"));
        Files.writeString(directory.resolve("file"), "");

        shell.assertUsage("Cannot write to " + at("file/out"), "grade", at("ann"), "--out", at("file/out"));
    }

    @Test
    void numbers_that_cannot_be() {
        shell.assertUsage("--jobs must be 1 or more", "grade", directory.toString(), "--out", at("out"), "--jobs", "0");
        shell.assertUsage("--fail-under is a percentage", "grade", directory.toString(), "--out", at("out"), "--fail-under", "101");
    }

    @Test
    void shards_that_cannot_be() {
        shell.assertUsage("'5/4' is no shard: give I/N with 1 <= I <= N", "grade", directory.toString(), "--out", at("out"), "--shard", "5/4");
    }

    @Test
    void a_course_that_cannot_be_used() throws IOException {
        Files.createDirectories(directory.resolve("ann"));
        Files.writeString(directory.resolve("c.json"), "{ \"title\": \"x\",\n \"katas\": 3 }");

        shell.assertUsage("course.json:2: katas: must be a list: [ … ].", "grade", at("ann"), "--out", at("out"), "--course", at("c.json"));
        assertTrue(Files.notExists(directory.resolve("out/course.json")));
    }

    @Test
    void a_merge_of_what_is_no_shard() throws IOException {
        Files.createDirectories(directory.resolve("ann"));

        shell.assertUsage("has no deliveries.json", "merge", at("ann"), "--out", at("out"));
        shell.assertUsage("There is no directory " + at("nowhere"), "merge", at("nowhere"), "--out", at("out"));
        shell.assertUsage("--out is one of the shards", "merge", at("ann"), "--out", at("ann"));
    }

    @Test
    void a_regrade_against_nothing() throws IOException {
        Files.createDirectories(directory.resolve("ann"));

        shell.assertUsage("holds no results", "regrade", at("ann"), "--against", at("ann"), "--out", at("out"), "--why", "x");
        shell.assertUsage("Missing required option: '--why=TEXT'", "regrade", at("ann"), "--against", at("ann"), "--out", at("out"));
    }

    @Test
    void a_kata_that_does_not_exist() {
        shell.assertUsage("There is no kata k9: there are ", "grade", directory.toString(), "--out", at("out"), "--katas", "k1,k9");
    }

    @Test
    void specimens_that_are_not_there() {
        shell.assertUsage("There is no directory " + at("nowhere"), "matrix", at("nowhere"), "--out", at("out"));
        shell.assertUsage("No expected.json was found below " + directory, "matrix", directory.toString(), "--out", at("out"));
    }

    @Test
    void the_rubric_of_a_kata_fits_one_screen() {
        int code = shell.run("rubric", "k1");

        assertEquals(0, code);
        assertTrue(shell.out().startsWith("k1 Refcount: 100 points"), shell.out());
        assertTrue(shell.out().lines().count() < 50);
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80));
    }

    @Test
    void nothing_to_do() {
        shell.assertUsage("Say what to do");
    }

    @Test
    void help_tells_the_exit_codes_within_80_columns() {
        int code = shell.run("grade", "--help");

        assertEquals(0, code);
        assertTrue(shell.out().contains("3 the grader could not grade a submission"));
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80));
    }

    @Test
    void the_version_names_grader_jdk_and_checks() {
        shell.run("--version");

        assertTrue(shell.out().matches("(?s)pagewalk \\S+\\RJDK +\\S+\\Rcore +\\p{XDigit}{64}\\Rchecks +\\p{XDigit}{64}\\R"), shell.out());
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }
}
