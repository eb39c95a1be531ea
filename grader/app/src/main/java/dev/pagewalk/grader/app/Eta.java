package dev.pagewalk.grader.app;

import java.util.function.LongSupplier;

/** How far a batch is, and how long the rest takes if it goes on like this. */
final class Eta {
    private static final int TELLING = 5;
    private static final long SECOND = 1_000_000_000L;

    private final int total;
    private final LongSupplier nanos;
    private final long start;
    private int done;

    /**
     * @param total how many units there are
     * @param nanos a clock
     */
    Eta(int total, LongSupplier nanos) {
        this.total = total;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    void step() {
        done++;
    }

    int done() {
        return done;
    }

    int total() {
        return total;
    }

    /** Seconds that are left, or -1 as long as too few are done to tell. */
    long secondsLeft() {
        if (done < TELLING) {
            return -1;
        }
        double each = (double) (nanos.getAsLong() - start) / done;
        return Math.round(each * (total - done) / SECOND);
    }

    /** For example {@code , about 3 min left}; empty if it cannot be told or hardly matters. */
    String words() {
        long left = secondsLeft();
        if (left < 10) {
            return "";
        }
        return left < 120 ? ", about " + left + " s left" : ", about " + Math.round(left / 60.0) + " min left";
    }
}
