package dev.pagewalk.core.explore;

/** A way of choosing which executions to run. */
public enum Engine {
    /** One execution of each trace; exhausts most scenarios of two or three CPUs. */
    DPOR(true) {
        @Override
        Strategy strategy(int agents) {
            return new Dpor(agents);
        }
    },
    /** Every interleaving: the measure of the others, for small scenarios only. */
    EXHAUSTIVE(true) {
        @Override
        Strategy strategy(int agents) {
            return new DepthFirst();
        }
    },
    /** Every interleaving with at most two preemptions. */
    TWO_PREEMPTIONS(false) {
        @Override
        Strategy strategy(int agents) {
            return new PreemptionBound(2);
        }
    },
    /** Random priorities that change twice; the seed is fixed. */
    PCT(false) {
        @Override
        Strategy strategy(int agents) {
            return new Pct(agents, PCT_DEPTH, SEED);
        }
    },
    /** A random walk; the seed is fixed. */
    RANDOM(false) {
        @Override
        Strategy strategy(int agents) {
            return new RandomWalk(SEED);
        }
    };

    private static final int PCT_DEPTH = 3;
    private static final long SEED = 0x5EED;

    private final boolean complete;

    Engine(boolean complete) {
        this.complete = complete;
    }

    /** Whether its end is a proof that no execution fails. */
    public boolean isComplete() {
        return complete;
    }

    abstract Strategy strategy(int agents);
}
