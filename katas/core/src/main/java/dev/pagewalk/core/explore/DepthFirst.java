package dev.pagewalk.core.explore;

import static dev.pagewalk.core.explore.Strategy.bit;

import java.util.Arrays;

/**
 * Goes through a tree of executions depth first: each execution follows the path of the one before up to the deepest
 * level with a branch left. This class takes all branches; others say which may be left out.
 *
 * <pre>
 *   level 0      level 1      level 2
 *   CPU 0  ───── CPU 0  ───── CPU 1      execution 1
 *      │            └──────── CPU 0      execution 2:   path of two levels, then fresh
 *      └──────── CPU 1 …
 * </pre>
 */
class DepthFirst implements Strategy {
    /** Per level: who may be tried (tried ones included), who has been tried in all ways, who goes now, and which way. */
    long[] todo = new long[64];
    long[] done = new long[64];
    int[] agent = new int[64];
    int[] choice = new int[64];
    private int[] choices = new int[64];

    /** Levels on the path. */
    private int levels;
    /** The first level at which this execution is not the one before. */
    private int fresh;
    private boolean begun;

    @Override
    public boolean begin() {
        if (!begun) {
            begun = true;
            return true;
        }
        while (levels > 0) {
            if (branch(levels - 1)) {
                fresh = levels - 1;
                return true;
            }
            levels--;
        }
        return false;
    }

    private boolean branch(int level) {
        if (++choice[level] < choices[level]) {
            return true;
        }
        done[level] |= bit(agent[level]);
        long left = todo[level] & ~done[level] & ~asleep(level);
        if (left == 0) {
            return false;
        }
        enter(level, Long.numberOfTrailingZeros(left));
        return true;
    }

    private void enter(int level, int who) {
        agent[level] = who;
        choice[level] = 0;
        choices[level] = 0;
    }

    @Override
    public final boolean looksAhead(int depth) {
        return depth >= fresh;
    }

    final boolean isFresh(int level) {
        return level >= fresh;
    }

    @Override
    public int choose(State state) {
        int level = state.depth();
        if (level == levels) {
            long open = state.enabled() & ~asleep(level);
            if (open == 0) {
                return STOP;
            }
            push(level, state, open);
        }
        if (choices[level] == 0) {
            choices[level] = ways(state, agent[level]);
        }
        return Strategy.step(agent[level], choice[level]);
    }

    private void push(int level, State state, long open) {
        if (level == agent.length) {
            grow(level * 2);
        }
        int first = Strategy.preferred(open, state.last());
        enter(level, first);
        done[level] = 0;
        todo[level] = branches(state, first, open);
        levels++;
    }

    /** Who is to be tried at a fresh level, {@code first} among them. */
    long branches(State state, int first, long open) {
        return open;
    }

    /** How many of the ways in which an agent's next access can go are to be tried. */
    int ways(State state, int who) {
        return state.choices(who);
    }

    /** Who need not be tried at a level, because what would follow has been seen from another branch. */
    long asleep(int level) {
        return 0;
    }

    void grow(int size) {
        todo = Arrays.copyOf(todo, size);
        done = Arrays.copyOf(done, size);
        agent = Arrays.copyOf(agent, size);
        choice = Arrays.copyOf(choice, size);
        choices = Arrays.copyOf(choices, size);
    }
}
