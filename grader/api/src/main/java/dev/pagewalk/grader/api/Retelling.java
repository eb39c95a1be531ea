package dev.pagewalk.grader.api;

/**
 * Whether a check runs a second time, to show how it failed. Checks take pictures then, which would be dear for the many that
 * pass; apart from that they do the same. For the worker, which runs one check at a time.
 */
public final class Retelling {
    private static volatile boolean on;

    private Retelling() {}

    /** Whether somebody wants to see pictures. */
    public static boolean isOn() {
        return on;
    }

    /** From now on somebody does, or nobody does any more. */
    public static void turn(boolean wanted) {
        on = wanted;
    }
}
