package dev.pagewalk.core.explore;

/** Numbers that look random and are the same on every JDK (SplitMix64). */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** From 0 to {@code bound - 1}. */
    int roll(int bound) {
        state += 0x9E3779B97F4A7C15L;
        return (int) Long.remainderUnsigned(mix(state), bound);
    }

    static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
