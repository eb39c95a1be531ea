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

    static Defect astray(int cpu) {
        return new Defect(Reason.NOT_DETERMINISTIC, cpu, new Stuck("after the same steps CPU " + cpu
                + " did something else than before: does it depend on time, chance, identity or static state?"));
    }

    static Defect endless(int cpu, int steps) {
        return new Defect(Reason.LIVELOCK, cpu, new Stuck("not done after " + steps
                + " steps: does somebody spin on a plain read? To wait for a write, await it, or take a lock"));
    }

    static Defect unstoppable() {
        return new Defect(Reason.UNSTOPPABLE, -1, new Stuck(
                "it catches Throwable or Error and goes on, again and again: let the explorer's error through"));
    }
}
