package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code pagewalk ci} and {@code pagewalk autograder} refuse, and what they make of an empty working copy. */
class CiCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    Path directory;

    private Path copy;

    @BeforeEach
    void make_a_working_copy() throws IOException {
        copy = Files.createDirectories(directory.resolve("copy"));
    }

    @Test
    void results_in_the_working_copy_where_a_student_can_put_some_beforehand() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), copy);

        shell.assertUsage("is in the working copy", "ci", copy.toString(), "--out", copy.resolve("a/b").toString());
        shell.assertUsage("is in the working copy", "ci", copy.toString(), "--out", copy.toString());
        shell.assertUsage("is in the working copy", "ci", copy.toString(), "--out", directory.resolve("link/a").toString());
        shell.assertUsage("is in the working copy", "ci", directory.resolve("link").toString(), "--out", copy.resolve("a").toString());
        assertFalse(Files.exists(copy.resolve("a")));
    }

    @Test
    void a_working_copy_that_is_none() throws IOException {
        Path file = Files.writeString(directory.resolve("RefcountKata.java"), "");

        shell.assertUsage("There is no directory " + file, "ci", file.toString());
        shell.assertUsage("There is no directory " + directory.resolve("no"), "ci", directory.resolve("no").toString());
    }

    @Test
    void formats_and_numbers_that_cannot_be() {
        shell.assertUsage("There is no format junot of one submission: there are ", "ci", copy.toString(), "--write", "junot=x.xml");
        shell.assertUsage("There is no format moodle of one submission: there are ", "ci", copy.toString(), "--write", "moodle=x.csv");
        shell.assertUsage("names a directory: give a file", "ci", copy.toString(), "--write", "text=/");
        shell.assertUsage("--write", "ci", copy.toString(), "--write", "junit");
        shell.assertUsage("--fail-under is a percentage", "ci", copy.toString(), "--fail-under", "NaN");
        shell.assertUsage("There is no kata k9", "ci", copy.toString(), "--katas", "k9");
    }

    @Test
    void a_platform_or_a_place_that_cannot_be() {
        String zip = directory.resolve("no/such/place.zip").toString();

        shell.assertUsage("Invalid value for positional parameter", "autograder", "blackboard", "--out", zip);
        shell.assertUsage("Missing required option: '--out=FILE'", "autograder", "gradescope");
        shell.assertUsage("There is no kata k9", "autograder", "gradescope", "--out", zip, "--katas", "k9");
        shell.assertUsage("Cannot read " + directory.resolve("c.json"), "autograder", "gradescope", "--out", zip, "--course", directory.resolve("c.json").toString());
    }

    @Test
    void an_empty_working_copy_is_the_students_doing_and_gets_a_result() throws IOException {
        int code = shell.run("ci", copy.toString(), "--katas", "k0", "--fail-under", "1", "--write", "gradescope=" + directory.resolve("r.json"));

        assertEquals(ExitCode.BELOW, code, shell.err());
        assertTrue(shell.out().startsWith("0 of 100 points, NOT_STARTED"), shell.out());
        assertTrue(Files.readString(directory.resolve("r.json")).contains("No file WalkKata.java was found in it."));
    }
}
