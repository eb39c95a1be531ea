package dev.pagewalk.grader.worker.meter;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The worker's side of the {@link Meter}: what a submission cannot name, it cannot refill. */
public final class Tank {
    private Tank() {}

    /** Gives so many steps from now on. */
    public static void fill(long steps) {
        Meter.refill(steps);
    }

    /** Steps since then. */
    public static long used() {
        return Meter.used();
    }

    /** Where the steps ran out, if they did, for example {@code RefcountKata.java:42}. */
    public static Optional<String> end() {
        return Meter.end().map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
    }

    /** What was executed since the last call: the bits of a class's probes, by its name. */
    public static Map<String, byte[]> takeMarks() {
        Map<String, byte[]> packed = new TreeMap<>();
        Meter.takeMarks().forEach((name, marks) -> packed.put(name, pack(marks)));
        return packed;
    }

    private static byte[] pack(boolean[] marks) {
        BitSet bits = new BitSet();
        for (int i = 0; i < marks.length; i++) {
            bits.set(i, marks[i]);
        }
        bits.set(marks.length); // so that trailing zeros are not lost
        return bits.toByteArray();
    }
}
