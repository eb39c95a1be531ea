package dev.pagewalk.core.debug;

import dev.pagewalk.core.kernel.Machine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Moments of one machine, the oldest first. A frame that was once a table, or was once named by an entry, is shown from then
 * on, whatever becomes of it: that a table is free shows.
 */
public final class Film {
    private final Machine machine;
    private final int most;
    private final Deque<TableGraph> moments = new ArrayDeque<>();
    private final Set<Long> tables = new TreeSet<>();
    private final Set<Long> frames = new TreeSet<>();

    /**
     * @param machine to look at
     * @param most how many moments are kept: the latest ones
     */
    public Film(Machine machine, int most) {
        this.machine = machine;
        this.most = most;
    }

    /** Adds the present moment; an audit, not an access. */
    public void take() {
        TableSurvey survey = new TableSurvey(machine, tables, frames);
        if (moments.size() == most) {
            moments.removeFirst();
        }
        moments.addLast(survey.graph());
        tables.addAll(survey.tables());
        frames.addAll(survey.frames());
    }

    /** What was taken, the latest ones. */
    public List<TableGraph> moments() {
        return List.copyOf(moments);
    }
}
