package dev.pagewalk.grader.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A student watches in a terminal: from a stub to the next kata, and from there to a grade. */
class WatchTest {
    private static final String COUNT = "return pmd.get().page().refRead();";

    @TempDir
    Path folder;

    @TempDir
    Path marks;

    private Bundle bundle;
    private String stub;
    private String right;

    @BeforeEach
    void unpack() throws IOException {
        bundle = new Bundle(folder);
        stub = bundle.source();
        right = Bundle.right();
    }

    @Test
    void a_kata_from_its_stub_to_the_next_one() throws IOException {
        try (Tmux terminal = new Tmux(bundle.kata())) {
            terminal.await("Kata 0: walk page tables by hand", "not written yet", "0 of 7 katas", "q quit");
            terminal.press("n");
            terminal.await("Kata 1: a reference count for a PTE table", "waits for you: TODO 1.1 cow_pte_count", "7 not written yet");

            bundle.save(right.replace(COUNT, "return pmd.get().page().refRead() - 1;"));
            terminal.await("✗ 1.1 a second slot", "count with two slots ==> expected: <2> but was: <1>", "at RefcountTest.java:", "6 passed, 1 failed");
            terminal.press("h");
            terminal.await("Hint 1 of 3 for task 1.1: a question");
            terminal.press("h");
            terminal.await("Hint 2 of 3 for task 1.1: a direction");

            bundle.save(right.replace(COUNT, "return pmd.get().page().refRead()"));
            terminal.await("does not compile", "RefcountKata.java:", "';' expected");

            bundle.save(right.replace(COUNT, "for (;;) { }"));
            terminal.await("stopped: '1.1 a second slot", "RefcountKata.java:", "does a loop there never end?");

            bundle.save(right.replace("refAddUnless(-1, 1)", "refAddUnless(-1, 0)"));
            terminal.await("✗ 1.5 a.", "takes the table back ==>", "5 passed, 2 failed");

            bundle.save(right);
            terminal.await("7 passed", "All visible tests pass.", "1 of 7 katas");
            terminal.press("l");
            terminal.await("› k1 a reference count for a PTE table", "✓ visible tests pass");
            terminal.press("n");
            terminal.await("Kata 2: fork shares PTE tables", "not written yet");
            terminal.press("q");
            terminal.awaitEnd();
        }
    }

    @Test
    void reset_asks_first_and_keeps_what_was_there_and_check_tries_all() throws IOException {
        bundle.save(right);
        try (Tmux terminal = new Tmux(bundle.kata())) {
            terminal.press("1");
            terminal.await("7 passed", "1 of 7 katas");

            terminal.press("x");
            terminal.await("y: yes, any other key: no");
            terminal.press("n");
            terminal.await("Not put back", "Kata 1: a reference count");
            assertEquals(right, bundle.source(), "any other key changes nothing");

            terminal.press("x");
            terminal.await("y: yes, any other key: no");
            terminal.press("y");
            terminal.await("RefcountKata.java is as it came.", "RefcountKata.java.1", "7 not written yet");
            assertEquals(stub, bundle.source());
            assertEquals(right, Files.readString(folder.resolve(".kata/backup/RefcountKata.java.1")));

            terminal.press("c");
            terminal.await("k0 ", "k1 7 not written yet", "k6 ");
            terminal.press("q");
            terminal.awaitEnd();
        }
    }

    @Test
    void what_is_handed_in_is_graded_as_it_is() throws IOException, InterruptedException {
        bundle.save(right);
        Path archive = folder.resolve("hand-in.zip");

        assertEquals(0, run(bundle.kata("submit")));
        assertEquals(0, run(Bundle.pagewalk("grade", archive.toString(), "--katas", "k1", "--out", marks.toString())));

        String grades = Files.readString(marks.resolve("grades.csv"), StandardCharsets.UTF_8);
        assertTrue(grades.contains("100"), grades);
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
