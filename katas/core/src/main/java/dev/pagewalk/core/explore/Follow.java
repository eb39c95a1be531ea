package dev.pagewalk.core.explore;

import static dev.pagewalk.core.explore.Strategy.bit;

/** Follows a schedule once; where that ends, everybody goes on as long as he can. */
final class Follow implements Strategy {
    private final Schedule schedule;
    private final boolean lenient;
    private boolean begun;
    private int at;
    private int strayedAt = -1;
    private int preemptions;

    /** @param lenient leaves out steps that cannot happen, instead of giving up */
    Follow(Schedule schedule, boolean lenient) {
        this.schedule = schedule;
        this.lenient = lenient;
    }

    /** The first step that could not be followed, or -1. */
    int strayedAt() {
        return strayedAt;
    }

    /** How often a CPU was stopped that could have gone on. */
    int preemptions() {
        return preemptions;
    }

    @Override
    public boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    @Override
    public boolean looksAhead(int depth) {
        return true;
    }

    @Override
    public int choose(State state) {
        while (at < schedule.length() && !fits(state, schedule.step(at))) {
            if (!lenient) {
                strayedAt = at;
                return STOP;
            }
            at++;
        }
        int step = at < schedule.length()
                ? schedule.step(at++)
                : Strategy.step(Strategy.preferred(state.enabled(), state.last()), 0);
        preemptions += isPreemption(state, Strategy.agent(step)) ? 1 : 0;
        return step;
    }

    private static boolean fits(State state, int step) {
        int agent = Strategy.agent(step);
        return agent < state.memory().agents()
                && (state.enabled() & bit(agent)) != 0
                && Strategy.choice(step) < state.choices(agent);
    }

    private static boolean isPreemption(State state, int agent) {
        int last = state.last();
        return last >= 0 && agent != last && agent < state.memory().cpus && (state.enabled() & bit(last)) != 0;
    }
}
