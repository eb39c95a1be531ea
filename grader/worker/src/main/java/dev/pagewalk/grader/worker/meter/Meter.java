package dev.pagewalk.grader.worker.meter;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts the steps of a submission, one per basic block, and ends it when there are too many. The count depends on the
 * class files alone: it is the same on every JDK.
 *
 * <p>Not synchronised: a machine's CPUs run one at a time, and hand over with happens-before.
 */
public final class Meter {
    private static long given;
    private static long left = Long.MAX_VALUE;
    private static Optional<StackTraceElement> end = Optional.empty();
    private static final Map<String, boolean[]> MARKS = new TreeMap<>();

    private Meter() {}

    /** A basic block is entered. */
    public static void step() {
        if (--left < 0) {
            throw spent();
        }
    }

    /** The marks of a class, as many as it has probes; called by what JaCoCo writes into it. */
    public static synchronized boolean[] marks(String className, int probes) {
        boolean[] marks = MARKS.computeIfAbsent(className, name -> new boolean[probes]);
        return marks.length == probes ? marks : new boolean[probes];
    }

    private static OutOfFuel spent() {
        left = -1;
        OutOfFuel thrown = new OutOfFuel();
        if (end.isEmpty() && thrown.getStackTrace().length > 2) {
            end = Optional.of(thrown.getStackTrace()[2]);
        }
        return thrown;
    }

    /** Gives so many steps from now on. */
    static void refill(long steps) {
        given = steps;
        left = steps;
        end = Optional.empty();
    }

    static long used() {
        return Math.min(given, given - left);
    }

    /** Where the fuel ran out, if it did. */
    static Optional<StackTraceElement> end() {
        return end;
    }

    static synchronized Map<String, boolean[]> takeMarks() {
        Map<String, boolean[]> taken = new TreeMap<>(MARKS);
        MARKS.clear();
        return taken;
    }
}
