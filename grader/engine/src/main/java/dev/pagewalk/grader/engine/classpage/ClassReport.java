package dev.pagewalk.grader.engine.classpage;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.batch.Regrade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that the page says.
 *
 * @param entries the lines of the table
 * @param survey what the results have in common
 * @param changes against an earlier run; none if there was none
 * @param missing how many were handed in that have no result here
 */
public record ClassReport(List<Entry> entries, Survey survey, List<Regrade.Line> changes, int missing) {
    private static final int ALIKE = 8;
    /** A browser takes seconds for as many lines, and minutes for ten times as many. */
    private static final int LINES = 10_000;

    /** How many submissions there are. */
    public long submissions() {
        return entries.stream().filter(entry -> entry.row().isPresent()).count();
    }

    /** The lines that a browser can bear. */
    public List<Entry> shown() {
        return entries.subList(0, Math.min(LINES, entries.size()));
    }

    /** Whether there are marks besides points. */
    public boolean hasMarks() {
        return entries.stream().anyMatch(entry -> entry.mark().isPresent());
    }

    /** Whether it is known how long each took. */
    public boolean hasTimes() {
        return !durations().isEmpty();
    }

    public List<String> katas() {
        return Entry.katas(entries);
    }

    public List<Attention> attention() {
        return Attention.of(entries);
    }

    public Durations durations() {
        return new Durations(entries);
    }

    /** Scores of all that could be graded. */
    public Histogram histogram() {
        return new Histogram(percents());
    }

    private IntStream percents() {
        return entries.stream().mapToInt(Entry::percent).filter(percent -> percent >= 0);
    }

    /** Mean of the scores, in percent, with one decimal. */
    public String mean() {
        return String.format(Locale.ROOT, "%.1f", percents().average().orElse(0));
    }

    /** The score that half of them reach, in percent. */
    public int median() {
        int[] sorted = percents().sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** How many have which verdict, in the order of the verdicts; {@code NONE} comes last. */
    public Map<String, Long> verdicts() {
        Map<String, Long> counts = entries.stream().collect(Collectors.groupingBy(Entry::verdict, Collectors.counting()));
        Map<String, Long> ordered = new LinkedHashMap<>();
        Stream.concat(Stream.of(Verdict.values()).map(Verdict::name), Stream.of(Entry.NONE))
                .filter(counts::containsKey)
                .forEach(verdict -> ordered.put(verdict, counts.get(verdict)));
        return ordered;
    }

    /** The largest groups that fail the same checks. */
    public List<Alike> alike() {
        return survey.alike(ALIKE).entrySet().stream()
                .map(group -> new Alike(survey.ids(group.getKey()), group.getKey().size(), group.getValue()))
                .toList();
    }

    /**
     * Submissions that fail the same checks.
     *
     * @param checks their ids, separated by commas
     * @param count how many checks
     * @param submissions their ids
     */
    public record Alike(String checks, int count, List<String> submissions) {}
}
