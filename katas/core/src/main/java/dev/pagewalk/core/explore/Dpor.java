package dev.pagewalk.core.explore;

import static dev.pagewalk.core.explore.Strategy.bit;

import java.util.Arrays;

/**
 * Dynamic partial order reduction: runs one execution of each trace, not all its interleavings.
 *
 * <p>Two accesses are in a race if they touch the same cell, one writes, neither is forced to come first, and they
 * could have come the other way round. Each race seen adds one branch, where it goes the other way ({@code todo}
 * are the source sets), and an agent stays asleep on a branch until somebody does something that matters to its next
 * access.
 *
 * <p>Source: Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction", POPL 2014 (algorithm 1,
 * source sets); sleep sets: Godefroid, "Partial-order methods for the verification of concurrent systems", 1996.
 * What is ours: a wait can come before an event exactly if the value that the event found would have let it, so races
 * of locks and waits are found by walking back to such an event.
 */
final class Dpor extends DepthFirst {
    private final Clocks clocks;
    private final int agents;
    private long[] asleep = new long[64];
    private long[] enabled = new long[64];
    /** Number of each agent's first event after a race's first event, 0 if it has none. Scratch. */
    private final int[] firstNumber;
    private boolean exact;

    Dpor(int agents) {
        this.agents = agents;
        clocks = new Clocks(agents);
        firstNumber = new int[agents];
    }

    @Override
    public boolean begin() {
        clocks.clear();
        return super.begin();
    }

    @Override
    long branches(State state, int first, long open) {
        enabled[state.depth()] = state.enabled();
        return bit(first);
    }

    @Override
    int ways(State state, int who) {
        return state.memory().choices(state.next(who), event -> clocks.isKnown(event, who));
    }

    @Override
    long asleep(int level) {
        return asleep[level];
    }

    @Override
    public void performed(State state, Access access) {
        int level = state.depth();
        clocks.add(access);
        if (isFresh(level)) {
            exact = state.memory().isExact();
            findRaces(level, access, state.memory());
            passSleepOn(level, state, access);
        }
    }

    /** Who waits in vain could have come earlier, too. */
    @Override
    public void ended(State state) {
        for (int cpu = 0; cpu < state.memory().cpus; cpu++) {
            if (state.stands(cpu)) {
                Access waiting = state.next(cpu);
                waiting.wrote = waiting.kind == Kind.UPDATE;
                clocks.put(waiting);
                findRaces(clocks.size(), waiting, state.memory());
            }
        }
    }

    private void passSleepOn(int level, State state, Access access) {
        long sleepers = (asleep[level] | done[level]) & ~bit(access.agent);
        long still = 0;
        for (long rest = sleepers; rest != 0; rest &= rest - 1) {
            int who = Long.numberOfTrailingZeros(rest);
            if (!state.memory().conflict(access, state.next(who))) {
                still |= bit(who);
            }
        }
        if (level + 1 == asleep.length) {
            grow(asleep.length * 2);
        }
        asleep[level + 1] = still;
    }

    private void findRaces(int event, Access access, Memory memory) {
        int global = clocks.globalBefore(event);
        if (global != Clocks.NONE && !clocks.isPrior(global)) {
            reverse(global, event);
        }
        boolean reads = !access.wrote;
        for (int e = clocks.before(event, reads); e != Clocks.NONE; e = clocks.before(e, reads)) {
            boolean settled = clocks.isPrior(e);
            if (!settled && memory.couldComeBefore(access, clocks.old(e))) {
                reverse(e, event);
                settled = exact;
            }
            if (settled && clocks.wrote(e)) {
                return;
            }
        }
    }

    /** Sees to it that some execution has the second event, or what leads up to it, in the place of the first. */
    private void reverse(int first, int second) {
        long starters = starters(first, second);
        if ((starters & (todo[first] | asleep[first])) != 0) {
            return;
        }
        long possible = starters & enabled[first];
        int wanted = clocks.agent(second);
        todo[first] |= (possible & bit(wanted)) != 0 ? bit(wanted) : Long.lowestOneBit(possible);
    }

    /** Who can begin the events that lead to the second one and do not need the first one. */
    private long starters(int first, int second) {
        Arrays.fill(firstNumber, 0);
        int from = clocks.agent(first);
        int number = clocks.number(first);
        long starters = 0;
        for (int event = first + 1; event <= second; event++) {
            int who = clocks.agent(event);
            boolean needsFirst = event != second && clocks.isBefore(from, number, event);
            if (!needsFirst && firstNumber[who] == 0) {
                starters |= followsNone(event) ? bit(who) : 0;
                firstNumber[who] = clocks.number(event);
            }
        }
        return starters;
    }

    private boolean followsNone(int event) {
        for (int who = 0; who < agents; who++) {
            if (firstNumber[who] != 0 && clocks.isBefore(who, firstNumber[who], event)) {
                return false;
            }
        }
        return true;
    }

    @Override
    void grow(int size) {
        super.grow(size);
        asleep = Arrays.copyOf(asleep, size);
        enabled = Arrays.copyOf(enabled, size);
    }
}
