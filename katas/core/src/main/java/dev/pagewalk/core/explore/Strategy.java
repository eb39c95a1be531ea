package dev.pagewalk.core.explore;

/** Decides who goes next, and learns from how it went. A strategy belongs to one exploration. */
interface Strategy {
    /** The answer of {@link #choose} that gives an execution up: all that could follow is covered elsewhere. */
    int STOP = -1;

    /** Prepares the next execution; false if there is none left. */
    boolean begin();

    /** Whether it wants to know everybody's next access before it chooses; not needed on a path it has been on before. */
    boolean looksAhead(int depth);

    /** The next step as {@link #step}, or {@link #STOP}. Somebody is enabled if it {@link #looksAhead looks ahead}. */
    int choose(State state);

    /** A step has been carried out; {@code state.depth()} is still the depth at which it was chosen. */
    default void performed(State state, Access access) {}

    /** An execution has ended by itself: everybody is done, or nobody can go on. */
    default void ended(State state) {}

    /** A step as a number: who, and which way. */
    static int step(int agent, int choice) {
        return choice << 8 | agent;
    }

    static int agent(int step) {
        return step & 0xff;
    }

    static int choice(int step) {
        return step >>> 8;
    }

    /** Going on with the same CPU costs no hand-over, and makes schedules with few preemptions come first. */
    static int preferred(long open, int last) {
        return last >= 0 && (open & bit(last)) != 0 ? last : Long.numberOfTrailingZeros(open);
    }

    static long bit(int agent) {
        return 1L << agent;
    }
}
