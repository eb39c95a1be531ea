package dev.pagewalk.grader.engine.classpage;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How long grading took, as far as that is known. */
public final class Durations {
    private static final int SHOWN = 5;

    private final List<Entry> slowestFirst;

    Durations(List<Entry> entries) {
        slowestFirst = entries.stream()
                .filter(entry -> entry.wallMs() >= 0)
                .sorted(Comparator.comparingLong(Entry::wallMs).reversed().thenComparing(Entry::id))
                .toList();
    }

    public boolean isEmpty() {
        return slowestFirst.isEmpty();
    }

    /** All together, one after the other. */
    public String sum() {
        return text(slowestFirst.stream().mapToLong(Entry::wallMs).sum());
    }

    /** What half of them did not exceed. */
    public String median() {
        return text(slowestFirst.get(slowestFirst.size() / 2).wallMs());
    }

    /** What 19 of 20 did not exceed. */
    public String nearlyAll() {
        return text(slowestFirst.get(slowestFirst.size() / 20).wallMs());
    }

    public List<Entry> slowest() {
        return slowestFirst.stream().limit(SHOWN).toList();
    }

    /** For example {@code 2.4 s}, {@code 3.0 min} or {@code 1.5 h}. */
    public static String text(long ms) {
        if (ms < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1e3);
        }
        return ms < 3_600_000 ? String.format(Locale.ROOT, "%.1f min", ms / 6e4) : String.format(Locale.ROOT, "%.1f h", ms / 3.6e6);
    }
}
