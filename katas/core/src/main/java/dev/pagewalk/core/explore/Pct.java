package dev.pagewalk.core.explore;

/**
 * Random priorities that change at few random steps; ends only with its budget.
 *
 * <p>Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A randomized scheduler with probabilistic guarantees of
 * finding bugs", ASPLOS 2010: an error of depth d, among n CPUs and k steps, is found by one execution with a
 * probability of at least 1 / (n k^(d-1)).
 */
final class Pct implements Strategy {
    private final Dice dice;
    private final int[] priority;
    private final int[] change;
    private int longest = 1;

    Pct(int agents, int depth, long seed) {
        dice = new Dice(seed);
        priority = new int[agents];
        change = new int[depth - 1];
    }

    @Override
    public boolean begin() {
        for (int agent = 0; agent < priority.length; agent++) {
            int other = dice.roll(agent + 1);
            priority[agent] = priority[other];
            priority[other] = change.length + 1 + agent;
        }
        for (int i = 0; i < change.length; i++) {
            change[i] = dice.roll(longest);
        }
        return true;
    }

    @Override
    public boolean looksAhead(int depth) {
        return true;
    }

    @Override
    public int choose(State state) {
        longest = Math.max(longest, state.depth() + 1);
        int agent = first(state.enabled());
        for (int i = 0; i < change.length; i++) {
            if (change[i] == state.depth()) {
                priority[agent] = i;
                agent = first(state.enabled());
            }
        }
        return Strategy.step(agent, dice.roll(state.choices(agent)));
    }

    private int first(long enabled) {
        int first = Long.numberOfTrailingZeros(enabled);
        for (long rest = enabled; rest != 0; rest &= rest - 1) {
            int agent = Long.numberOfTrailingZeros(rest);
            first = priority[agent] > priority[first] ? agent : first;
        }
        return first;
    }
}
