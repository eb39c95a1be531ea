package dev.pagewalk.core.mm;

/**
 * Counts allocations of every kind, and makes one of them fail on demand: how a test reaches each error path.
 */
public final class FaultInjection {
    private static final long NEVER = 0;

    private long made;
    private long failing = NEVER;

    /**
     * Makes the n-th allocation from now fail, once.
     *
     * @param n 1 is the next; 0 makes none fail
     */
    public void failAt(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("the n-th allocation from now is 1 or more, 0 for none, but was " + n);
        }
        failing = n == 0 ? NEVER : made + n;
    }

    /** How many allocations were asked for since boot. */
    public long allocations() {
        return made;
    }

    /** Whether an allocation that was ordered to fail is still to come. */
    public boolean isArmed() {
        return failing > made;
    }

    /** One more allocation: whether it has to fail. */
    boolean shouldFail() {
        return ++made == failing;
    }
}
