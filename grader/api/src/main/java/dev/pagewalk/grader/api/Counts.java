package dev.pagewalk.grader.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What a check has counted and compared with what it may be, in order. Where a submission is too dear, the worker lets the same
 * check count what the reference costs: the number at the same place is its own. For the worker, which runs one check at a time.
 */
public final class Counts {
    private static final List<Long> COUNTED = new ArrayList<>();

    private Counts() {}

    /** The check is about to compare this number. */
    public static synchronized void note(long counted) {
        COUNTED.add(counted);
    }

    /** All since they were taken last. */
    public static synchronized List<Long> take() {
        List<Long> taken = List.copyOf(COUNTED);
        COUNTED.clear();
        return taken;
    }
}
