package dev.pagewalk.desk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.desk.bench.TestOutcome;
import dev.pagewalk.desk.bench.TestOutcome.Status;
import dev.pagewalk.desk.bench.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final String COUNT = "throw todo(\"1.1 cow_pte_count\");";

    @TempDir
    Path folder;

    private Copied bundle;

    @BeforeEach
    void unpack() throws IOException {
        bundle = new Copied(folder);
    }

    @Test
    void all_katas_of_the_bundle_are_known_and_their_stubs_are_as_they_came() throws IOException {
        for (Kata kata : Kata.ALL) {
            Path exercises = Path.of("..");
            assertTrue(Files.isRegularFile(kata.source(exercises)), kata.path());
            assertTrue(Files.isRegularFile(exercises.resolve("exercises/hints").resolve(kata.id() + ".adoc")), kata.id());
            assertFalse(new Desk(folder).isBegun(kata), kata.id());
        }
        assertEquals(Kata.ALL.size(), Files.list(Path.of("../exercises/src/main/java/dev/pagewalk/katas")).count());
    }

    @Test
    void a_fresh_bundle_has_nothing_begun_and_nothing_to_hand_in() {
        assertEquals(0, bundle.kata("list"));
        assertTrue(bundle.said().contains("› k0  walk page tables by hand"), bundle.said());
        assertTrue(bundle.said().contains("0 of 7 katas"), bundle.said());

        assertEquals(2, bundle.kata("submit"));
        assertTrue(bundle.said().contains("nothing to hand in"), bundle.said());
    }

    @Test
    void next_goes_on_and_the_choice_is_remembered() {
        assertEquals(0, bundle.kata("next"));
        assertEquals(0, bundle.kata("next"));

        assertTrue(bundle.said().contains("k2_fork/ForkKata.java"), bundle.said());
        assertEquals(2, new Desk(folder).state().current().number());
    }

    @Test
    void a_hint_goes_one_step_further_each_time_and_no_further_than_the_last() {
        for (int step = 1; step <= 3; step++) {
            assertEquals(0, bundle.kata("hint", "1.5"));
            assertTrue(bundle.said().contains("Hint " + step + " of 3 for task 1.5"), bundle.said());
            assertFalse(bundle.said().contains("Hint " + (step + 1) + " of 3"), bundle.said());
        }
        bundle.kata("hint", "1.5");
        assertTrue(bundle.said().contains("That is all there is."), bundle.said());
    }

    @Test
    void where_a_failing_test_names_a_rule_the_first_hint_is_a_question_about_that() {
        String reason = "put / put: what must hold after each step does not hold\n  I3 counters: no counter is ever negative\n    expected  1";
        TestOutcome failed = new TestOutcome("1.5 b. of two sharers", Status.FAILED, reason, "");
        new Desk(folder).state().saw(Kata.called("k1"), "hash", new Verdict(List.of(), List.of(failed), "", 1));

        bundle.kata("hint", "k1");
        assertTrue(bundle.said().contains("Hint for rule I3") && !bundle.said().contains("for task"), bundle.said());
        bundle.kata("hint", "k1");
        assertTrue(bundle.said().contains("Hint for rule I3") && bundle.said().contains("Hint 1 of 3 for task 1.5"), bundle.said());
    }

    @Test
    void of_tests_that_fail_one_is_told_in_full_and_the_others_by_their_names() {
        List<TestOutcome> tests = IntStream.rangeClosed(1, 3).mapToObj(n -> new TestOutcome("1." + n + " test", Status.FAILED, "reason " + n, "")).toList();
        Verdict verdict = new Verdict(List.of(), tests, "", 1);
        Ink ink = new Ink(false, true, 80);

        assertEquals(List.of("✗ 1.1 test", "✗ 1.2 test", "  reason 2", "✗ 1.3 test", "", "3 failed (0.00 s)"), new Report(ink).lines(verdict, 1));
        assertTrue(new Report(ink, Report.Told.ALL).lines(verdict).containsAll(List.of("  reason 1", "  reason 2", "  reason 3")));
    }

    @Test
    void reset_puts_the_file_back_and_keeps_what_was_there() throws IOException {
        bundle.edit("k1", COUNT, "return 1;");
        byte[] mine = Files.readAllBytes(bundle.source("k1"));

        assertEquals(0, bundle.kata("reset", "k1"));

        assertFalse(new Desk(folder).isBegun(Kata.called("k1")));
        assertArrayEquals(mine, Files.readAllBytes(folder.resolve(".kata/backup/RefcountKata.java.1")));
        bundle.edit("k1", COUNT, "return 2;");
        bundle.kata("reset", "k1");
        assertTrue(Files.readString(folder.resolve(".kata/backup/RefcountKata.java.2")).contains("return 2;"));
    }

    @Test
    void reset_brings_back_a_file_that_is_gone() throws IOException {
        Files.delete(bundle.source("k3"));
        assertEquals(2, bundle.kata("run", "k3"));
        assertEquals(0, bundle.kata("list"));
        assertTrue(bundle.said().contains("gone: kata reset k3"), bundle.said());

        assertEquals(0, bundle.kata("reset", "k3"));

        assertArrayEquals(Stubs.of(Kata.called("k3")), Files.readAllBytes(bundle.source("k3")));
    }

    @Test
    void the_same_files_make_the_same_archive_with_a_manifest() throws IOException {
        bundle.edit("k1", COUNT, "return 1;");

        assertEquals(0, bundle.kata("submit", "--out", folder.resolve("first.zip").toString()));
        String first = bundle.said();
        assertEquals(0, bundle.kata("submit", "k1", "--out", folder.resolve("second.zip").toString()));

        assertArrayEquals(Files.readAllBytes(folder.resolve("first.zip")), Files.readAllBytes(folder.resolve("second.zip")));
        assertTrue(first.contains("SHA-256  " + Hash.of(Files.readAllBytes(folder.resolve("first.zip")))), first);
        try (ZipFile zip = new ZipFile(folder.resolve("first.zip").toFile())) {
            byte[] source = zip.getInputStream(zip.getEntry("k1_refcount/RefcountKata.java")).readAllBytes();
            assertArrayEquals(Files.readAllBytes(bundle.source("k1")), source);
            String manifest = new String(zip.getInputStream(zip.getEntry("manifest.json")).readAllBytes());
            assertTrue(manifest.contains(Hash.of(source)), manifest);
            assertEquals(2, zip.size());
        }
    }

    @Test
    void what_does_not_compile_is_handed_in_and_said() throws IOException {
        bundle.edit("k1", COUNT, "return 1");

        assertEquals(0, bundle.kata("submit"));

        assertTrue(bundle.said().contains("does not compile"), bundle.said());
    }

    @Test
    void a_state_file_full_of_rubbish_is_a_fresh_start() throws IOException {
        Files.createDirectories(folder.resolve(".kata"));
        Files.writeString(folder.resolve(".kata/state"), "kata=k77\nhint.1.1=many\nseen.k1=a b\n\\u00zz");

        assertEquals(0, bundle.kata("list"));
        assertEquals(0, bundle.kata("hint"));
    }

    @Test
    void a_story_is_explored_and_one_order_is_told_step_by_step() throws IOException {
        bundle.edit("k1", "throw todo(\"1.5 pmd_put_pte\");", """
                dev.pagewalk.core.mm.Page table = pmd.get().page();
                if (table.refRead() > 1) {
                    table.refAddUnless(-1, 0);
                    return 0;
                }
                return 1;""");

        assertEquals(1, bundle.kata("replay", "k1", "last put / last put"));
        assertTrue(bundle.said().contains("kata replay k1 \"last put / last put\" --schedule \"0011110\""), bundle.said());

        assertEquals(1, bundle.kata("replay", "k1", "Last put/last put", "--schedule", "0011110"));
        assertTrue(bundle.said().replaceAll(" +", " ").contains("page 0x5 refcount 1 → 0"), bundle.said());
        assertTrue(bundle.said().lines().allMatch(line -> line.length() <= 80), bundle.said());

        assertEquals(0, bundle.kata("replay", "k1", "last put / last put", "--schedule", "0000"));
        assertTrue(bundle.said().contains("in this order all ends well"), bundle.said());

        assertEquals(1, bundle.kata("replay", "k1", "last put / last put", "--schedule", "0{9}1"));
        assertTrue(bundle.said().contains("this order cannot happen"), bundle.said());
        assertTrue(bundle.said().contains("--schedule \"0011110\" --debug"), bundle.said());

        for (String typo : List.of("00x", "0{", "{3}", "0 1", "")) {
            assertEquals(2, bundle.kata("replay", "k1", "last put / last put", "--schedule", typo), typo);
            assertTrue(bundle.said().contains("is mistyped"), bundle.said());
        }
    }

    @Test
    void a_wrong_call_is_one_clear_sentence_and_exit_code_2() {
        for (String call : List.of(
                "frob", "run k9", "run k1 k2", "run --limit 0", "run --limit soon", "hint 1.9", "hint 9.9", "hint k", "reset", "reset all",
                "replay", "replay k2", "replay k1 nix", "replay k1 --schedule 01", "replay k1 get/get --model x86",
                "replay k1 get/get --debug 0", "submit k7", "submit k1 --out nowhere/x.zip", "list k1", "next 2")) {
            assertEquals(2, bundle.kata(call.split(" ")), call);

            String said = bundle.said();
            assertTrue(said.startsWith("kata: "), said);
            assertFalse(said.contains("Exception") || said.contains("\tat "), said);
            assertTrue(said.lines().count() <= 2, said);
        }
    }
}
