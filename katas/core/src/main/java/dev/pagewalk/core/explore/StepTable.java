package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Steps in columns. Where there are too many, those on places that only one CPU touches are left out first, then the
 * oldest.
 *
 * <pre>
 *   step cpu  does         to                    value    at
 *      0   0  load         page 0x2a refcount    = 2      PteRefKata.java:31
 *      ⋮  4 steps left out
 *      5   1  update ADD   page 0x2a refcount    2 → 1    PteRefKata.java:33
 * </pre>
 */
final class StepTable {
    private static final int WIDEST_PLACE = 34;

    private final List<Step> steps;

    StepTable(List<Step> steps) {
        this.steps = steps;
    }

    /** At most so many lines, the heading included. */
    List<String> lines(int room) {
        boolean[] kept = new boolean[steps.size()];
        Arrays.fill(kept, true);
        if (steps.size() + 1 > room) {
            keepContended(kept);
        }
        if (height(kept, 0) + 1 > room) {
            Arrays.fill(kept, 0, newest(kept, room - 2), false);
        }
        return lines(kept);
    }

    private void keepContended(boolean[] kept) {
        Map<String, Integer> owners = new TreeMap<>();
        for (Step step : steps) {
            owners.merge(step.place(), 1 << step.cpu(), (one, other) -> one | other);
        }
        for (Step step : steps) {
            kept[step.number()] = Integer.bitCount(owners.getOrDefault(step.place(), 0)) > 1;
        }
    }

    /** Lines needed from a step on: one for each step, and one for each gap. */
    private static int height(boolean[] kept, int from) {
        int height = 0;
        for (int at = from; at < kept.length; at++) {
            height += isLine(kept, at) ? 1 : 0;
        }
        return height;
    }

    /** The first step of those that fit into so many lines, counted from the last one. */
    private static int newest(boolean[] kept, int room) {
        int left = room;
        int at = kept.length;
        while (at > 0 && (left > 0 || !isLine(kept, at - 1))) {
            at--;
            left -= isLine(kept, at) ? 1 : 0;
        }
        return at;
    }

    private static boolean isLine(boolean[] kept, int at) {
        return kept[at] || at == 0 || kept[at - 1];
    }

    private List<String> lines(boolean[] kept) {
        String form = "  %4s %3s  %-" + width(kept, Step::does, 4) + "s  %-" + Math.min(width(kept, Step::place, 2), WIDEST_PLACE)
                + "s  %-" + width(kept, Step::values, 5) + "s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(form, "step", "cpu", "does", "to", "value", "at"));
        int gap = 0;
        for (Step step : steps) {
            gap = kept[step.number()] ? flush(lines, gap) : gap + 1;
            if (kept[step.number()]) {
                lines.add(String.format(form, step.number(), step.cpu(), step.does(), step.place(), step.values(), step.source()));
            }
        }
        flush(lines, gap);
        return lines;
    }

    private int width(boolean[] kept, Function<Step, String> column, int least) {
        return steps.stream().filter(step -> kept[step.number()]).mapToInt(step -> column.apply(step).length()).reduce(least, Math::max);
    }

    private static int flush(List<String> lines, int gap) {
        if (gap > 0) {
            lines.add("     ⋮  " + FailureText.count(gap, "step") + " left out");
        }
        return 0;
    }
}
