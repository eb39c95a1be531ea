package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Steps in columns. Where there are too many, those stay that led to the failure, as far as {@link Causes} can tell.
 *
 * <pre>
 *   step cpu  does         to                    value    at
 *      0   0  load         page 0x2a refcount    = 2      PteRefKata.java:31
 *      ⋮  4 steps left out
 *      5   1  update ADD   page 0x2a refcount    2 → 1    PteRefKata.java:33
 * </pre>
 *
 * <p>Where that is wider than there is room, everything is said shorter; a row that is too long even so goes on below.
 */
final class StepTable {
    private final List<Step> steps;
    private final Causes causes;

    /** @param about what failed, in words that may name cells and frames; empty if nothing did */
    StepTable(List<Step> steps, String about) {
        this.steps = steps;
        this.causes = new Causes(steps, about);
    }

    /**
     * The table.
     *
     * @param room for so many lines, the heading included; 3 or more
     * @param columns that a line has
     */
    List<String> lines(int room, int columns) {
        List<String> lines = lines(kept(room), columns);
        for (int fewer = room - 1; lines.size() > room; fewer--) {
            lines = lines(kept(fewer), columns);
        }
        return lines;
    }

    /** The steps that matter most, as many as fit: one line for each, and one for each gap. */
    private boolean[] kept(int room) {
        boolean[] kept = new boolean[steps.size()];
        if (steps.size() + 1 <= room) {
            Arrays.fill(kept, true);
            return kept;
        }
        int height = 2;
        for (int at : causes.byWeight()) {
            int more = linesMore(kept, at);
            if (height + more <= room) {
                kept[at] = true;
                height += more;
            }
        }
        return kept;
    }

    /** A step in the middle of a gap makes two of it, one at its edge makes it shorter, the only one in it fills it. */
    private static int linesMore(boolean[] kept, int at) {
        boolean left = at == 0 || kept[at - 1];
        boolean right = at == kept.length - 1 || kept[at + 1];
        return left && right ? 0 : left || right ? 1 : 2;
    }

    private List<String> lines(boolean[] kept, int columns) {
        List<Step> shown = steps.stream().filter(step -> kept[step.number()]).toList();
        StepLayout full = StepLayout.full(shown);
        return rows(kept, full.width() <= columns ? full : StepLayout.brief(shown, columns), columns);
    }

    private List<String> rows(boolean[] kept, StepLayout layout, int columns) {
        List<String> lines = new ArrayList<>(List.of(layout.heading()));
        int gap = 0;
        for (Step step : steps) {
            gap = kept[step.number()] ? flush(lines, gap) : gap + 1;
            if (kept[step.number()]) {
                lines.addAll(layout.row(step, columns));
            }
        }
        flush(lines, gap);
        return lines;
    }

    private static int flush(List<String> lines, int gap) {
        if (gap > 0) {
            lines.add("     ⋮  " + FailureText.count(gap, "step") + " left out");
        }
        return 0;
    }
}
