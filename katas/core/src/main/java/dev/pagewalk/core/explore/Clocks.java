package dev.pagewalk.core.explore;

import java.util.Arrays;

/**
 * What happened before what in one execution: a vector clock for each event, and for each place its events, latest
 * first.
 *
 * <p>Clocks lie in one flat array, {@code agents} numbers an event, because they are written at every step.
 * Reads of a place are not ordered among themselves; everything else there is, and so are all global events.
 */
final class Clocks {
    static final int NONE = -1;

    private final int agents;
    /** The clock of each agent's latest event, and of the latest event's agent before it touched its place. */
    private final int[] own;
    private final int[] prior;
    private int[] clock;
    private int[] agent = new int[64];
    private int[] number = new int[64];
    private int[] before = new int[64];
    private int[] writeBefore = new int[64];
    private int[] globalBefore = new int[64];
    private long[] old = new long[64];
    private boolean[] wrote = new boolean[64];
    private int[] last = new int[64];
    private int[] lastWrite = new int[64];
    private int lastGlobal = NONE;
    private int size;

    Clocks(int agents) {
        this.agents = agents;
        own = new int[agents * agents];
        prior = new int[agents];
        clock = new int[64 * agents];
        Arrays.fill(last, NONE);
        Arrays.fill(lastWrite, NONE);
    }

    /** Forgets the execution. */
    void clear() {
        Arrays.fill(own, 0);
        Arrays.fill(last, NONE);
        Arrays.fill(lastWrite, NONE);
        lastGlobal = NONE;
        size = 0;
    }

    int size() {
        return size;
    }

    int agent(int event) {
        return agent[event];
    }

    /** How many events its agent had had, this one included. */
    int number(int event) {
        return number[event];
    }

    /** What the event found in its place. */
    long old(int event) {
        return old[event];
    }

    boolean wrote(int event) {
        return wrote[event];
    }

    /** The event at the same place before this one, or {@link #NONE}; only writes matter to a reader. */
    int before(int event, boolean toReader) {
        return toReader ? writeBefore[event] : before[event];
    }

    /** The global event before this one, or {@link #NONE}. */
    int globalBefore(int event) {
        return globalBefore[event];
    }

    /** Whether the agent of the latest {@link #put} followed an event even before it touched its place. */
    boolean isPrior(int event) {
        return number[event] <= prior[agent[event]];
    }

    /** Whether an event happened before whatever an agent does next. */
    boolean isKnown(int event, int who) {
        return number[event] <= own[who * agents + agent[event]];
    }

    /** Whether the {@code number}-th event of {@code who} happened before an event, or is it. */
    boolean isBefore(int who, int number, int event) {
        return number <= clock[event * agents + who];
    }

    /** Adds an event that has happened. */
    void add(Access access) {
        put(access);
        System.arraycopy(clock, size * agents, own, access.agent * agents, agents);
        if (access.place != Access.NOWHERE) {
            last[access.place] = size;
            lastWrite[access.place] = access.wrote ? size : lastWrite[access.place];
        }
        if (access.global) {
            lastGlobal = size;
        }
        size++;
    }

    /** Writes an event down behind the others, as one that could happen now; the next one takes its number. */
    void put(Access access) {
        makeRoom(access.place);
        int who = access.agent;
        System.arraycopy(own, who * agents, prior, 0, agents);
        if (access.follows != NONE) {
            join(access.follows, prior, 0);
        }
        System.arraycopy(prior, 0, clock, size * agents, agents);
        agent[size] = who;
        number[size] = ++clock[size * agents + who];
        old[size] = access.old;
        wrote[size] = access.wrote;
        before[size] = access.place == Access.NOWHERE ? NONE : last[access.place];
        writeBefore[size] = access.place == Access.NOWHERE ? NONE : lastWrite[access.place];
        globalBefore[size] = access.global ? lastGlobal : NONE;
        joinConflicts();
    }

    private void joinConflicts() {
        int at = size * agents;
        if (globalBefore[size] != NONE) {
            join(globalBefore[size], clock, at);
        }
        boolean reads = !wrote[size];
        for (int event = before(size, reads); event != NONE; event = before(event, reads)) {
            join(event, clock, at);
            if (wrote[event]) {
                return;
            }
        }
    }

    private void join(int event, int[] into, int at) {
        int from = event * agents;
        for (int who = 0; who < agents; who++) {
            into[at + who] = Math.max(into[at + who], clock[from + who]);
        }
    }

    private void makeRoom(int place) {
        if (place >= last.length) {
            int length = last.length;
            last = Arrays.copyOf(last, Math.max(place + 1, length * 2));
            lastWrite = Arrays.copyOf(lastWrite, last.length);
            Arrays.fill(last, length, last.length, NONE);
            Arrays.fill(lastWrite, length, last.length, NONE);
        }
        if (size == agent.length) {
            grow(size * 2);
        }
    }

    private void grow(int to) {
        clock = Arrays.copyOf(clock, to * agents);
        agent = Arrays.copyOf(agent, to);
        number = Arrays.copyOf(number, to);
        before = Arrays.copyOf(before, to);
        writeBefore = Arrays.copyOf(writeBefore, to);
        globalBefore = Arrays.copyOf(globalBefore, to);
        old = Arrays.copyOf(old, to);
        wrote = Arrays.copyOf(wrote, to);
    }
}
