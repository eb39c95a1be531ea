package dev.pagewalk.core.explore;

/** Any of those who can go, by chance; ends only with its budget. */
final class RandomWalk implements Strategy {
    private final Dice dice;

    RandomWalk(long seed) {
        dice = new Dice(seed);
    }

    @Override
    public boolean begin() {
        return true;
    }

    @Override
    public boolean looksAhead(int depth) {
        return true;
    }

    @Override
    public int choose(State state) {
        long open = state.enabled();
        for (int skip = dice.roll(Long.bitCount(open)); skip > 0; skip--) {
            open &= open - 1;
        }
        int agent = Long.numberOfTrailingZeros(open);
        return Strategy.step(agent, dice.roll(state.choices(agent)));
    }
}
