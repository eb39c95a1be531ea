package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.GradesCsv;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.report.Row.KataRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two runs: {@code diff.csv}, a sentence, and the rows that nobody shall lose. */
public final class Regrade {
    /** Rows of the earlier run that count although the later one gives less. */
    public static final String KEPT = "kept.json";

    /** All who changed, for programs and pages. */
    public static final String DIFF = "diff.json";

    private static final List<String> COLUMNS = List.of("id", "change", "before", "verdict before", "after", "verdict after", "katas");

    private final List<Change> changes;

    /** How a submission fared. */
    public enum Fate {
        UP,
        DOWN,
        SAME,
        NEW,
        GONE
    }

    /**
     * A submission that changed, as it is written.
     *
     * @param change up, down, new or gone
     * @param before points, or empty
     * @param after points, or empty
     * @param katas which of them changed
     */
    public record Line(
            String id, String change, String before, String verdictBefore, String after, String verdictAfter, String katas) {

        private String csv() {
            return Stream.of(id, change, before, verdictBefore, after, verdictAfter, katas)
                    .map(GradesCsv::cell)
                    .collect(Collectors.joining(","));
        }
    }

    private record Change(String id, Optional<Row> before, Optional<Row> after) {

        Fate fate() {
            if (before.isEmpty()) {
                return Fate.NEW;
            }
            if (after.isEmpty()) {
                return Fate.GONE;
            }
            int up = Integer.compare(after.get().score(), before.get().score());
            return up > 0 ? Fate.UP : up < 0 ? Fate.DOWN : Fate.SAME;
        }

        /** Which katas changed, for example {@code k1 80 → 90}. */
        String katas() {
            Map<String, Integer> earlier = scores(before);
            Map<String, Integer> later = scores(after);
            TreeSet<String> all = new TreeSet<>(earlier.keySet());
            all.addAll(later.keySet());
            return all.stream()
                    .filter(kata -> !Optional.ofNullable(earlier.get(kata)).equals(Optional.ofNullable(later.get(kata))))
                    .map(kata -> kata + " " + Optional.ofNullable(earlier.get(kata)).map(String::valueOf).orElse("none") + " → "
                            + Optional.ofNullable(later.get(kata)).map(String::valueOf).orElse("none"))
                    .collect(Collectors.joining(", "));
        }

        private static Map<String, Integer> scores(Optional<Row> row) {
            return row.map(each -> each.katas().stream().collect(Collectors.toMap(KataRow::id, KataRow::score))).orElse(Map.of());
        }
    }

    public Regrade(List<Row> before, List<Row> after) {
        Map<String, Row> earlier = byId(before);
        Map<String, Row> later = byId(after);
        TreeSet<String> ids = new TreeSet<>(earlier.keySet());
        ids.addAll(later.keySet());
        changes = ids.stream()
                .map(id -> new Change(id, Optional.ofNullable(earlier.get(id)), Optional.ofNullable(later.get(id))))
                .toList();
    }

    private static Map<String, Row> byId(List<Row> rows) {
        return rows.stream().collect(Collectors.toMap(Row::id, Function.identity()));
    }

    /** For example {@code 31 up, 2 down, 467 the same}; what did not happen to anybody is left out. */
    public String sentence() {
        Map<Fate, String> words = new TreeMap<>(Map.of(
                Fate.UP, "up", Fate.DOWN, "down", Fate.SAME, "the same", Fate.NEW, "new", Fate.GONE, "gone"));
        return words.entrySet().stream()
                .filter(each -> count(each.getKey()) > 0 || each.getKey() == Fate.UP || each.getKey() == Fate.DOWN)
                .map(each -> count(each.getKey()) + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    public long count(Fate fate) {
        return changes.stream().filter(change -> change.fate() == fate).count();
    }

    /** Earlier rows of those who would have less. */
    public List<Row> losers() {
        return changes.stream().filter(change -> change.fate() == Fate.DOWN).flatMap(change -> change.before().stream()).toList();
    }

    /** Writes {@code diff.csv} and {@code diff.json}: all who changed, the losers first. */
    public void write(FileStore store) throws IOException {
        List<Line> lines = Stream.of(Fate.DOWN, Fate.UP, Fate.NEW, Fate.GONE)
                .flatMap(fate -> changes.stream().filter(change -> change.fate() == fate))
                .map(Regrade::line)
                .toList();
        String csv = Stream.concat(Stream.of(String.join(",", COLUMNS)), lines.stream().map(Line::csv))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
        store.write("diff.csv", csv.getBytes(StandardCharsets.UTF_8));
        store.write(DIFF, Json.of(lines));
    }

    private static Line line(Change change) {
        return new Line(
                change.id(),
                change.fate().name().toLowerCase(Locale.ROOT),
                points(change.before()),
                verdict(change.before()),
                points(change.after()),
                verdict(change.after()),
                change.katas());
    }

    private static String points(Optional<Row> row) {
        return row.map(each -> String.valueOf(each.score())).orElse("");
    }

    private static String verdict(Optional<Row> row) {
        return row.map(each -> each.verdict().name()).orElse("");
    }

    /** Says which rows of an earlier run count although later ones give less; none if all later ones count. */
    public static void keep(FileStore store, List<Row> rows) throws IOException {
        if (rows.isEmpty()) {
            store.remove(KEPT);
        } else {
            store.write(KEPT, Json.of(rows));
        }
    }

    /** The rows that were said to be kept. */
    public static List<Row> kept(FileStore store) throws IOException {
        return store.read(KEPT)
                .flatMap(bytes -> Json.tryToRead(new String(bytes, StandardCharsets.UTF_8), Row[].class))
                .map(List::of)
                .orElse(List.of());
    }
}
