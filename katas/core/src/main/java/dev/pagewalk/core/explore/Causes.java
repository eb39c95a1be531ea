package dev.pagewalk.core.explore;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Guesses which steps led to a failure, from what the failure says: it names frames and cells, or what is counted there.
 *
 * <p>A guess is good enough: what it passes over is counted where it was left out, and can be told in full by a replay.
 */
final class Causes {
    private static final int TURN = 0;
    private static final int CHANGES_IT = 1;
    private static final int LOOKS_AT_IT = 2;
    private static final int KEEPS_IT = 3;
    private static final int CONTENDED = 4;
    private static final int OF_THE_PROGRAM = 5;
    private static final int OTHER = 6;

    private static final Pattern FRAME = Pattern.compile("(?:page|table|frame) (0x[0-9a-f]+)");
    private static final Pattern LOCK = Pattern.compile(".*(?:lock|RCU).*");
    private static final Pattern COUNT = Pattern.compile(".*(?:refcount|pte_ref).*");
    /** An entry: what it holds is another matter than the table that it is in. */
    private static final Pattern ENTRY = Pattern.compile(".*\\[\\d+]");
    private static final int FRAME_SHIFT = 12;
    private static final long FRAME_MASK = 0xf_ffff_ffff_f000L >> FRAME_SHIFT;

    private final List<Step> steps;
    private final String about;
    private final Set<Long> frames = new HashSet<>();
    private final boolean namesNoFrame;
    private final Set<Integer> turns = new HashSet<>();
    private final Set<String> cells = new HashSet<>();
    private final Set<String> contended = new HashSet<>();

    /** @param about the failure, in words */
    Causes(List<Step> steps, String about) {
        this.steps = steps;
        this.about = about;
        frames.addAll(namedIn(about));
        namesNoFrame = frames.isEmpty();
        if (namesNoFrame && !steps.isEmpty()) {
            frames.addAll(namedIn(steps.get(steps.size() - 1).place()));
        }
        findTurns();
        findContended();
        steps.stream().filter(this::isAboutIt).forEach(step -> cells.add(step.place()));
    }

    /** The numbers of all steps, those that have most to do with it first; what weighs as much, the newest first. */
    List<Integer> byWeight() {
        int[] ranks = steps.stream().mapToInt(this::rank).toArray();
        Comparator<Integer> byRank = Comparator.comparingInt(at -> ranks[at]);
        return IntStream.range(0, ranks.length).boxed().sorted(byRank.thenComparing(Comparator.reverseOrder())).toList();
    }

    private int rank(Step step) {
        if (turns.contains(step.number())) {
            return TURN;
        }
        boolean keepsOut = LOCK.matcher(step.place()).matches() && !about.contains(step.place());
        if (cells.contains(step.place()) && !keepsOut) {
            return step.wrote() && step.old() != step.now() ? CHANGES_IT : LOOKS_AT_IT;
        }
        if (contended.contains(step.place())) {
            return keepsOut || COUNT.matcher(step.place()).matches() ? KEEPS_IT : CONTENDED;
        }
        return step.source().isEmpty() ? OTHER : OF_THE_PROGRAM;
    }

    private static List<Long> namedIn(String words) {
        return FRAME.matcher(words).results().map(Causes::frame).toList();
    }

    private static long frame(MatchResult named) {
        return Long.parseUnsignedLong(named.group(1).substring(2), 16);
    }

    /** Where a CPU was interrupted, or ended. */
    private void findTurns() {
        for (int at = 0; at < steps.size(); at++) {
            if (at + 1 == steps.size() || steps.get(at + 1).cpu() != steps.get(at).cpu()) {
                turns.add(at);
            }
        }
    }

    /** Cells that more than one CPU came to, and one wrote. */
    private void findContended() {
        Map<String, Integer> visitors = new HashMap<>();
        Set<String> written = new HashSet<>();
        for (Step step : steps) {
            visitors.merge(step.place(), 1 << step.cpu(), (one, other) -> one | other);
            if (step.wrote()) {
                written.add(step.place());
            }
        }
        visitors.forEach((place, cpus) -> {
            if (!place.isEmpty() && Integer.bitCount(cpus) > 1 && written.contains(place)) {
                contended.add(place);
            }
        });
    }

    /** Whether the failure names its cell or its frame, or the frame that it put into a cell or took out; or else what is counted there. */
    private boolean isAboutIt(Step step) {
        String place = step.place();
        boolean isEntry = ENTRY.matcher(place).matches();
        boolean isSaid = about.contains(place) && !(isEntry && about.contains("(" + place + ")"));
        return !place.isEmpty()
                && (isSaid
                        || !isEntry && namedIn(place).stream().anyMatch(frames::contains)
                        || step.wrote() && (names(step.old()) || names(step.now()))
                        || namesNoFrame && about.contains(place.substring(place.lastIndexOf(' ') + 1)));
    }

    private boolean names(long word) {
        return frames.contains(word >>> FRAME_SHIFT & FRAME_MASK);
    }
}
