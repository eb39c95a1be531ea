package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small house in git, and what {@code pagewalk bundle} makes of it. */
class BundleCommandTest {
    private static final String HOME = "pagewalk.home";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final String before = System.getProperty(HOME, "");

    @TempDir
    Path directory;

    private Path house;
    private Path zip;

    @BeforeEach
    void build() throws IOException {
        house = Files.createDirectories(directory.resolve("house"));
        zip = directory.resolve("b.zip");
        System.setProperty(HOME, house.toString());
        write("katas/pom.xml", "<project/>");
        write("katas/kata", "#!/bin/sh\n");
        write("katas/core/src/test/CowKatas.java", "class CowKatas {}");
        write("handouts/instructor/kata-1.adoc", "= For instructors\n");
        write("solutions/pom.xml", "<project/>");
        write("LICENSE", "as you like\n");
    }

    @AfterEach
    void leave() {
        if (before.isEmpty()) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, before);
        }
    }

    @Test
    void the_same_commit_gives_the_same_bytes_and_holds_katas_and_licence_alone() throws IOException {
        commit();

        assertEquals(0, bundle(), err::toString);
        byte[] first = Files.readAllBytes(zip);
        assertEquals(0, bundle(), err::toString);

        assertArrayEquals(first, Files.readAllBytes(zip));
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            List<String> names = archive.stream().map(ZipEntry::getName).toList();
            assertEquals(List.of("pagewalk-katas/LICENSE", "pagewalk-katas/kata", "pagewalk-katas/pom.xml"), names);
        }
    }

    @Test
    void handouts_that_were_printed_before_are_put_in() throws IOException {
        commit();
        Path site = Files.createDirectories(directory.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<p>Kata 1</p>");

        assertEquals(0, run("bundle", "--out", zip.toString(), "--no-trial", "--handouts", site.toString()), err::toString);

        try (ZipFile archive = new ZipFile(zip.toFile())) {
            assertTrue(archive.getEntry("pagewalk-katas/handouts/index.html") != null);
        }
    }

    @Test
    void what_is_not_committed_is_named_and_refused_unless_allowed() throws IOException {
        commit();
        write("katas/new.txt", "x");

        assertUsage("katas/new.txt. Commit them, or give --allow-dirty", "bundle", "--out", zip.toString(), "--no-trial", "--no-handouts");
        assertTrue(Files.notExists(zip));

        assertEquals(0, bundle("--allow-dirty"), err::toString);
        assertTrue(out.toString().startsWith("Not in it, since not committed: katas/new.txt"), out::toString);
    }

    @Test
    void nothing_is_written_if_a_secret_is_inside() throws IOException {
        write("katas/expected.json", "{}");
        commit();

        assertEquals(ExitCode.BELOW, bundle());

        assertTrue(out.toString().startsWith("expected.json: this place is the grader's or the instructor's"), out::toString);
        assertTrue(Files.notExists(zip));
    }

    @Test
    void a_folder_that_git_does_not_know() {
        assertUsage("is not in a git checkout", "bundle", "--out", zip.toString());
    }

    @Test
    void a_checkout_without_a_commit() throws IOException {
        git("init", "-q");

        assertUsage("Nothing is committed in " + house + " yet", "bundle", "--out", zip.toString());
    }

    @Test
    void a_checkout_of_something_else() throws IOException {
        Files.delete(house.resolve("katas/pom.xml"));
        commit();

        assertUsage("has no katas/pom.xml", "bundle", "--out", zip.toString(), "--no-handouts");
    }

    @Test
    void places_that_cannot_be() throws IOException {
        commit();

        assertUsage("--out is the name of a file that ends with .zip", "bundle", "--out", directory.toString());
        assertUsage("make its directory first", "bundle", "--out", directory.resolve("no/b.zip").toString());
        assertUsage("There is no index.html in", "bundle", "--out", zip.toString(), "--handouts", house.toString());
        assertUsage("The handouts cannot be printed (or give --no-handouts)", "bundle", "--out", zip.toString());
        assertUsage("mutually exclusive", "bundle", "--out", zip.toString(), "--handouts", "x", "--no-handouts");
        assertUsage("Missing required option: '--out=FILE.zip'", "bundle");
    }

    @Test
    @Tag("slow")
    void this_house_itself_is_cut_built_and_tested() throws IOException {
        System.setProperty(HOME, Path.of("../..").toAbsolutePath().normalize().toString());
        assumeTrue(Files.exists(Path.of("../../.git")), "a bundle is cut from git");

        assertEquals(0, run("bundle", "--out", zip.toString(), "--no-handouts", "--allow-dirty"), () -> out + "" + err);

        assertTrue(out.toString().contains("visible tests wait for something to be written."), out::toString);
    }

    private int bundle(String... more) {
        List<String> arguments = new ArrayList<>(List.of("bundle", "--out", zip.toString(), "--no-trial", "--no-handouts"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private void assertUsage(String sentence, String... arguments) {
        err.getBuffer().setLength(0);

        int code = run(arguments);

        assertEquals(ExitCode.USAGE, code, () -> out + "" + err);
        assertTrue(err.toString().contains(sentence), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }

    private int run(String... arguments) {
        return Main.commandLine(new Pagewalk(), new PrintWriter(out, true), new PrintWriter(err, true)).execute(arguments);
    }

    private void write(String file, String text) throws IOException {
        Path path = house.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void commit() throws IOException {
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "All");
    }

    private void git(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", house.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).inheritIO().start();
            assertEquals(0, git.waitFor());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            assumeTrue(false, "git is not installed");
        }
    }
}
