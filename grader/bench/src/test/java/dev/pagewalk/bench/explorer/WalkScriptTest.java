package dev.pagewalk.bench.explorer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page that explores walks says what other x86 machines did, and what the core does. */
class WalkScriptTest {
    private static final Path MEASURED = Path.of("../../katas/core/src/test/resources/dev/pagewalk/core/hw");
    /** In different sets of the core's caches: what one evicts from a set that is full, the script does not. */
    private static final int[] VAS = {0x3000, 0x3008, 0x4000, 0x205000, 0x40406000};
    private static final int HISTORIES = 30;
    private static final int STEPS = 40;

    private static WalkScript script;

    @BeforeAll
    static void load_the_script() throws IOException {
        script = new WalkScript();
    }

    @AfterAll
    static void unload_the_script() {
        script.close();
    }

    @Test
    void it_gives_what_was_measured_on_a_sample_of_accesses() throws IOException {
        assertEquals(List.of(), differences(line -> line % 97 == 1));
    }

    @Test
    @Tag("slow")
    void it_gives_what_was_measured_on_every_access() throws IOException {
        assertEquals(List.of(), differences(line -> true));
    }

    @Test
    void it_gives_what_was_measured_on_sequences_with_stale_translations() throws IOException {
        Function<String, String> sequence = script.function("Replay.sequence");
        List<String> all = lines("seq_public.tsv.gz", line -> line % 10 == 1).stream().map(sequence).toList();

        assertEquals(List.of(), all.stream().filter(said -> !said.isEmpty() && !said.equals("skipped")).toList());
        assertTrue(all.stream().filter(String::isEmpty).count() > 80, "most are no sequences of address-space identifiers");
    }

    @Test
    void each_rule_is_needed_to_give_what_was_measured() throws IOException {
        int rules = Integer.parseInt(script.run("String(Walk.RULES.length)"));
        List<String> some = lines("public.tsv.gz", line -> line % 97 == 1);
        Function<String, String> single = script.function("Replay.single");
        for (int i = 0; i < rules; i++) {
            String name = script.run("var gone = Walk.RULES.splice(" + i + ", 1)[0]; gone.name");
            boolean missed = some.stream().map(single).anyMatch(said -> !said.isEmpty());
            script.run("Walk.RULES.splice(" + i + ", 0, gone)");
            assertTrue(missed, "nobody misses the rule " + name);
        }
    }

    @Test
    void in_random_histories_it_answers_and_caches_as_the_core_does() {
        Function<String, String> step = script.function("Replay.step");
        Function<String, String> caches = script.function("Replay.caches");
        Random random = new Random(47);
        for (int i = 0; i < HISTORIES; i++) {
            int levels = 4 + i % 2;
            script.run("Replay.begin(" + levels + ")");
            CoreTwin core = new CoreTwin(levels);
            StringBuilder history = new StringBuilder("levels " + levels);
            tables(random, levels).forEach(text -> both(text, step, caches, core, history));
            for (int j = 0; j < STEPS; j++) {
                both(any(random, levels), step, caches, core, history);
            }
        }
    }

    private static void both(
            String text, Function<String, String> step, Function<String, String> caches, CoreTwin core, StringBuilder history) {
        history.append(' ').append(text);
        assertEquals(core.step(text), step.apply(text), history::toString);
        assertEquals(core.caches(), caches.apply(""), history::toString);
    }

    /** A walk that arrives, for all addresses. */
    private static List<String> tables(Random random, int levels) {
        return IntStream.rangeClosed(1, levels).boxed().flatMap(level -> IntStream.of(VAS).mapToObj(va -> entry(random, va, level, levels, true)))
                .toList();
    }

    private static String entry(Random random, int va, int level, int levels, boolean good) {
        long[] tables = {0, 0x804000, 0x803000, 0x802000, 0x801000};
        long table = level == levels ? 0x800000 : tables[level];
        long index = (long) va >>> 12 + 9 * (level - 1) & 511;
        long frame = level == 1 ? 0x1800000 + random.nextInt(4) * 0x1000L : level == levels && levels == 4 ? 0x802000 : tables[level - 1];
        if (level == 4 && levels == 5) {
            frame = 0x802000;
        }
        long bits = good ? 7 : random.nextInt(0x200) | (random.nextInt(4) > 0 ? 1 : 0);
        boolean large = !good && (bits & 0x80) != 0 && level > 1;
        long rest = good ? 0 : random.nextInt(4) == 0 ? (long) random.nextInt(16) << 59 : 0;
        return "W," + Long.toHexString(table + 8 * index) + "," + Long.toHexString((large ? 0x40000000L : frame) | bits | rest);
    }

    private static String any(Random random, int levels) {
        int va = VAS[random.nextInt(VAS.length)];
        String address = Integer.toHexString(va);
        int choice = random.nextInt(20);
        if (choice < 5) {
            return entry(random, va, 1 + random.nextInt(levels), levels, random.nextInt(2) == 0);
        }
        if (choice == 5) {
            return registers(random, levels);
        }
        return switch (choice) {
            case 6 -> "I," + address;
            case 7 -> "C,800000";
            case 8 -> "F";
            case 9 -> "A,R0,0,8000000000000000";
            default -> "A," + "RWFIJ".charAt(random.nextInt(5)) + (random.nextBoolean() ? "0" : "3") + "," + random.nextInt(2) + "," + address;
        };
    }

    private static String registers(Random random, int levels) {
        long cr0 = 0x80000011L | (random.nextBoolean() ? 0x10000 : 0);
        long cr4 = 0x20 | (levels == 5 ? 0x1000 : 0);
        for (int bit : new int[] {7, 20, 21, 22, 24}) {
            cr4 |= (long) random.nextInt(2) << bit;
        }
        long efer = 0x500 | (random.nextInt(3) > 0 ? 0x800 : 0);
        return "X," + Long.toHexString(cr0) + "," + Long.toHexString(cr4) + "," + Long.toHexString(efer) + ","
                + Integer.toHexString(random.nextInt()) + "," + Integer.toHexString(random.nextInt());
    }

    private List<String> differences(IntPredicate chosen) throws IOException {
        Function<String, String> single = script.function("Replay.single");
        return lines("public.tsv.gz", chosen).stream().map(single).filter(said -> !said.isEmpty()).limit(10).toList();
    }

    /** Lines of measurements, counted from 1; the header is left out. */
    private static List<String> lines(String file, IntPredicate chosen) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(MEASURED.resolve(file))), StandardCharsets.UTF_8))) {
            List<String> all = reader.lines().skip(1).toList();
            return IntStream.range(0, all.size()).filter(i -> chosen.test(i + 1)).mapToObj(all::get).toList();
        }
    }
}
