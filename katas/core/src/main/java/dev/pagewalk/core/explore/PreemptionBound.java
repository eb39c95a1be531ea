package dev.pagewalk.core.explore;

import static dev.pagewalk.core.explore.Strategy.bit;

import java.util.Arrays;

/**
 * All executions with few preemptions: switches away from a CPU that could have gone on. A store buffer's step is
 * no switch; an access that goes another way than under sequential consistency counts as one.
 *
 * <p>Source: Musuvathi, Qadeer, "Iterative context bounding for systematic testing of multithreaded programs",
 * PLDI 2007: most errors need no more than two.
 */
final class PreemptionBound extends DepthFirst {
    private final int bound;
    /** Per level: preemptions before it, and who must go on or be preempted (-1: nobody). */
    private int[] used = new int[64];
    private int[] current = new int[64];

    PreemptionBound(int bound) {
        this.bound = bound;
    }

    @Override
    long branches(State state, int first, long open) {
        int level = state.depth();
        int last = state.last();
        current[level] = last >= 0 && (open & bit(last)) != 0 ? last : -1;
        if (current[level] < 0 || used[level] < bound) {
            return open;
        }
        return open & (bit(last) | -bit(state.memory().cpus));
    }

    @Override
    int ways(State state, int who) {
        return used[state.depth()] + cost(state, who) < bound ? super.ways(state, who) : 1;
    }

    private int cost(State state, int who) {
        int preempted = current[state.depth()];
        return preempted >= 0 && who != preempted && who < state.memory().cpus ? 1 : 0;
    }

    @Override
    public void performed(State state, Access access) {
        int level = state.depth();
        if (level + 1 == used.length) {
            grow(used.length * 2);
        }
        used[level + 1] = used[level] + cost(state, access.agent) + (choice[level] > 0 ? 1 : 0);
    }

    @Override
    void grow(int size) {
        super.grow(size);
        used = Arrays.copyOf(used, size);
        current = Arrays.copyOf(current, size);
    }
}
