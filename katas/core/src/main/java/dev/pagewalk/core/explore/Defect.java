package dev.pagewalk.core.explore;

/**
 * What went wrong in an execution.
 *
 * @param reason in what way
 * @param cpu the CPU whose step or program it was, or -1 for nobody's
 * @param cause what was thrown
 */
record Defect(Reason reason, int cpu, Throwable cause) {

    /** Whether a shorter schedule that ends in {@code other} shows the same thing. */
    boolean isLike(Defect other) {
        return reason == other.reason && cause.getClass() == other.cause.getClass();
    }
}
