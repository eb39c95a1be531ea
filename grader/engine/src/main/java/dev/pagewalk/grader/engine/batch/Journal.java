package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code journal.jsonl}: a line for every unit of work that was finished, after all its files were written. It only
 * grows; of several lines about one submission the last one counts. A line that was torn by a crash, or by anything
 * else, counts as never written: its submission is graded again.
 */
public final class Journal {
    /** Where it is. */
    public static final String FILE = "journal.jsonl";

    private final FileStore store;
    private final Map<String, Entry> last = new HashMap<>();
    private boolean torn;

    /**
     * A line.
     *
     * @param id of the submission
     * @param key of the unit of work
     * @param result hash of its {@code result.json}
     * @param verdict on it
     * @param wallMs how long it took
     */
    public record Entry(String id, String key, String result, Verdict verdict, long wallMs) {}

    private Journal(FileStore store) {
        this.store = store;
    }

    /** The journal of a store, with what earlier runs wrote. */
    public static Journal of(FileStore store) throws IOException {
        Journal journal = new Journal(store);
        String text = new String(store.read(FILE).orElse(new byte[0]), StandardCharsets.UTF_8);
        journal.torn = !text.isEmpty() && !text.endsWith("\n");
        text.lines().forEach(line -> parse(line).ifPresent(entry -> journal.last.put(entry.id(), entry)));
        return journal;
    }

    /** An empty journal, whatever there was before. */
    public static Journal fresh(FileStore store) throws IOException {
        store.write(FILE, new byte[0]);
        return new Journal(store);
    }

    private static Optional<Entry> parse(String line) {
        return Json.tryToRead(line, Entry.class)
                .filter(entry -> entry.id() != null && entry.key() != null && entry.result() != null && entry.verdict() != null);
    }

    /** The last line about a submission. */
    public synchronized Optional<Entry> last(String id) {
        return Optional.ofNullable(last.get(id));
    }

    /** The last line about every submission, in the order of ids. */
    public synchronized List<Entry> all() {
        return last.values().stream().sorted(Comparator.comparing(Entry::id)).toList();
    }

    /** Adds a line. What was torn before it stays a line of its own. */
    public synchronized void add(Entry entry) throws IOException {
        store.append(FILE, ((torn ? "\n" : "") + Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
        torn = false;
        last.put(entry.id(), entry);
    }
}
