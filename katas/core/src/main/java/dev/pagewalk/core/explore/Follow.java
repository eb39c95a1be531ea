package dev.pagewalk.core.explore;

/** Follows a schedule once; where that ends, everybody goes on as long as he can. */
final class Follow implements Strategy {
    private final Schedule schedule;
    private boolean begun;
    private int strayedAt = -1;

    Follow(Schedule schedule) {
        this.schedule = schedule;
    }

    /** The first step that could not be followed, or -1. */
    int strayedAt() {
        return strayedAt;
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
        int at = state.depth();
        if (at >= schedule.length()) {
            return Strategy.step(Strategy.preferred(state.enabled(), state.last()), 0);
        }
        int step = schedule.step(at);
        int agent = Strategy.agent(step);
        boolean fits = agent < state.memory().agents() && (state.enabled() & Strategy.bit(agent)) != 0;
        if (!fits || Strategy.choice(step) >= state.choices(agent)) {
            strayedAt = at;
            return STOP;
        }
        return step;
    }
}
