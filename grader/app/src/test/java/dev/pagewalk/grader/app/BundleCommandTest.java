package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

    private final Shell shell = new Shell();
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
        Git.commit(house, "All");

        assertEquals(0, bundle(), shell::err);
        byte[] first = Files.readAllBytes(zip);
        assertEquals(0, bundle(), shell::err);

        assertArrayEquals(first, Files.readAllBytes(zip));
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            List<String> names = archive.stream().map(ZipEntry::getName).toList();
            assertEquals(List.of("pagewalk-katas/LICENSE", "pagewalk-katas/kata", "pagewalk-katas/pom.xml"), names);
        }
    }

    @Test
    void handouts_that_were_printed_before_are_put_in() throws IOException {
        Git.commit(house, "All");
        Path site = Files.createDirectories(directory.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<p>Kata 1</p>");

        assertEquals(0, shell.run("bundle", "--out", zip.toString(), "--no-trial", "--handouts", site.toString()), shell::err);

        try (ZipFile archive = new ZipFile(zip.toFile())) {
            assertTrue(archive.getEntry("pagewalk-katas/handouts/index.html") != null);
        }
    }

    @Test
    void what_is_not_committed_is_named_and_refused_unless_allowed() throws IOException {
        Git.commit(house, "All");
        write("katas/new.txt", "x");

        shell.assertUsage("katas/new.txt. Commit them, or give --allow-dirty", "bundle", "--out", zip.toString(), "--no-trial", "--no-handouts");
        assertTrue(Files.notExists(zip));

        assertEquals(0, bundle("--allow-dirty"), shell::err);
        assertTrue(shell.out().startsWith("Not in it, since not committed: katas/new.txt"), shell::out);
    }

    @Test
    void nothing_is_written_if_a_secret_is_inside() throws IOException {
        write("katas/expected.json", "{}");
        Git.commit(house, "All");

        assertEquals(ExitCode.BELOW, bundle());

        assertTrue(shell.out().startsWith("expected.json: this place is the grader's or the instructor's"), shell::out);
        assertTrue(Files.notExists(zip));
    }

    @Test
    void a_folder_that_git_does_not_know() {
        shell.assertUsage("is not in a git checkout", "bundle", "--out", zip.toString());
    }

    @Test
    void a_checkout_without_a_commit() throws IOException {
        Git.run(house, "init", "-q");

        shell.assertUsage("Nothing is committed in " + house + " yet", "bundle", "--out", zip.toString());
    }

    @Test
    void a_checkout_of_something_else() throws IOException {
        Files.delete(house.resolve("katas/pom.xml"));
        Git.commit(house, "All");

        shell.assertUsage("has no katas/pom.xml", "bundle", "--out", zip.toString(), "--no-handouts");
    }

    @Test
    void places_that_cannot_be() throws IOException {
        Git.commit(house, "All");

        shell.assertUsage("--out is the name of a file that ends with .zip", "bundle", "--out", directory.toString());
        shell.assertUsage("make its directory first", "bundle", "--out", directory.resolve("no/b.zip").toString());
        shell.assertUsage("There is no index.html in", "bundle", "--out", zip.toString(), "--handouts", house.toString());
        shell.assertUsage("The handouts cannot be printed (or give --no-handouts)", "bundle", "--out", zip.toString());
        shell.assertUsage("mutually exclusive", "bundle", "--out", zip.toString(), "--handouts", "x", "--no-handouts");
        shell.assertUsage("Missing required option: '--out=FILE.zip'", "bundle");
    }

    @Test
    @Tag("slow")
    void this_house_itself_is_cut_built_and_tested() throws IOException {
        System.setProperty(HOME, Path.of("../..").toAbsolutePath().normalize().toString());
        Git.need(Files.exists(Path.of("../../.git")), "a bundle is cut from git");

        assertEquals(0, shell.run("bundle", "--out", zip.toString(), "--no-handouts", "--allow-dirty"), shell::said);

        assertTrue(shell.out().contains("visible tests wait for something to be written."), shell::out);
    }

    private int bundle(String... more) {
        List<String> arguments = new ArrayList<>(List.of("bundle", "--out", zip.toString(), "--no-trial", "--no-handouts"));
        arguments.addAll(List.of(more));
        return shell.run(arguments.toArray(String[]::new));
    }

    private void write(String file, String text) throws IOException {
        Path path = house.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
