package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.TestOutcome.Status;
import dev.pagewalk.desk.bench.Verdict;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * What the desk remembers from one call to the next, in one small file: the current kata, the hints that were shown, and how
 * each kata fared when it was tried last. Of what cannot be read, nothing is remembered.
 *
 * <pre>
 *   kata=k1
 *   hint.1.5=2
 *   seen.k1=9f86d081… 4 8 1.5 I3     hash of the file, tests passed, tests, the task to work on, the rule that its failure names
 * </pre>
 */
final class State {
    private static final String CURRENT = "kata";

    private final Path file;
    private final Properties values = new Properties();

    State(Path file) {
        this.file = file;
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException | IllegalArgumentException unreadable) {
                values.clear();
            }
        }
    }

    /** How a kata fared when its file had this hash. */
    record Seen(String hash, int passed, int tests, String task, String rule) {
        boolean isDone() {
            return passed == tests && tests > 0;
        }

        private static Seen of(String text) {
            String[] words = text.split(" ", -1);
            try {
                return new Seen(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3], words[4]);
            } catch (ArrayIndexOutOfBoundsException | NumberFormatException garbled) {
                return NEVER;
            }
        }
    }

    private static final Seen NEVER = new Seen("", 0, 0, "", "");

    /** The kata to work on; the first, if none was chosen. */
    Kata current() {
        String id = values.getProperty(CURRENT, "");
        return Kata.ALL.stream().filter(kata -> kata.id().equals(id)).findFirst().orElse(Kata.ALL.get(0));
    }

    void choose(Kata kata) {
        put(CURRENT, kata.id());
    }

    /** How many hints were shown for a task, or a rule. */
    int hints(String task) {
        try {
            return Integer.parseInt(values.getProperty("hint." + task, "0"));
        } catch (NumberFormatException garbled) {
            return 0;
        }
    }

    void showedHints(String task, int number) {
        put("hint." + task, String.valueOf(number));
    }

    Seen seen(Kata kata) {
        return Seen.of(values.getProperty("seen." + kata.id(), ""));
    }

    void saw(Kata kata, String hash, Verdict verdict) {
        put("seen." + kata.id(), hash + " " + verdict.count(Status.PASSED) + " " + verdict.tests().size() + " " + verdict.task() + " " + verdict.rule());
    }

    private void put(String key, String value) {
        if (value.equals(values.getProperty(key))) {
            return;
        }
        values.setProperty(key, value);
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "state", "");
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                values.store(writer, "What ./kata remembers. Safe to delete.");
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
