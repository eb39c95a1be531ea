package dev.pagewalk.core.explore;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * What a memory model decides: when an access can happen, what it may see, and which accesses have nothing to do
 * with each other. Made for one exploration, cleared before each execution.
 *
 * <p>A <em>trace</em> is an execution up to the order of accesses that have nothing to do with each other. It is told
 * by who read from whom and by the order of the writes to each cell, and so is its hash.
 */
abstract class Memory {
    final Places places = new Places();
    final int cpus;
    /** How many accesses each agent has carried out. */
    private final int[] count;
    private int steps;
    private boolean everyState;
    private long hash;

    Memory(int cpus, int agents) {
        this.cpus = cpus;
        count = new int[agents];
    }

    /** CPUs, and whoever else takes steps; CPUs come first. */
    final int agents() {
        return count.length;
    }

    /** An access of each agent; those of agents that are not CPUs are this model's to fill in. */
    Access[] accesses() {
        Access[] next = new Access[agents()];
        Arrays.setAll(next, Access::new);
        return next;
    }

    void clear() {
        places.clear();
        Arrays.fill(count, 0);
        steps = 0;
        hash = 0;
    }

    /**
     * An agent has come to an access, but not carried it out. A place that does not exist is refused here, where the
     * program that asks for it can be told.
     */
    void announce(Access access) {
        access.cells.peek(access.index);
        access.place = access.kind == Kind.FENCE ? Access.NOWHERE : places.of(access.cells, access.index);
        access.global = everyState && (access.kind == Kind.STORE || access.kind == Kind.UPDATE);
    }

    /** From now on the order of all writes matters, even to different places. */
    final void showEveryState() {
        everyState = true;
    }

    final boolean showsEveryState() {
        return everyState;
    }

    abstract boolean isEnabled(Access access);

    /** In how many ways an access that is enabled can go; way 0 is the one of sequential consistency. */
    int choices(Access access) {
        return 1;
    }

    /**
     * The same, where all ways need not be tried that another order of steps shows, too.
     *
     * @param known whether a step must come before whatever the CPU does next
     */
    int choices(Access access, IntPredicate known) {
        return choices(access);
    }

    /** Carries an access out, and leaves in it how it went. */
    abstract void perform(Access access, int choice);

    /** Whether an access that waits could have come before one that found {@code old} in the same place. */
    boolean couldComeBefore(Access pending, long old) {
        return pending.isEnabledBy(old);
    }

    /** Whether {@link #couldComeBefore} is the whole truth, so that the search for conflicts may stop at a yes. */
    boolean isExact() {
        return true;
    }

    /** Whether it matters which of the two comes first: one has just been carried out, the other is yet to come. */
    boolean conflict(Access done, Access pending) {
        return done.global && pending.global
                || done.place == pending.place && done.place != Access.NOWHERE && (done.wrote || mayWrite(pending));
    }

    /** Whether a pending access would count as a write if it came now. */
    boolean mayWrite(Access pending) {
        return pending.kind == Kind.STORE
                || pending.kind == Kind.FLUSH
                || pending.kind == Kind.UPDATE && pending.wouldWrite(places.peek(pending.place));
    }

    long hash() {
        return hash;
    }

    /** A name for the access that an agent carries out now; the same in each execution of a trace. */
    final long nameNext(int agent) {
        steps++;
        return name(agent, ++count[agent]);
    }

    /** How many accesses have been carried out. */
    final int steps() {
        return steps;
    }

    final int count(int agent) {
        return count[agent];
    }

    static long name(int agent, int number) {
        return (agent + 1L) << 32 | number;
    }

    /** Adds a fact to the trace: {@code name} saw, or overwrote, what {@code from} wrote. */
    final void tell(long name, long from, long value) {
        hash += fact(name, from, value);
    }

    static long fact(long name, long from, long value) {
        return Dice.mix(Dice.mix(Dice.mix(name + 1) + from) + value);
    }
}
