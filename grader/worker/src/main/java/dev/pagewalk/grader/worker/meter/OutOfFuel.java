package dev.pagewalk.grader.worker.meter;

/** Thrown by the step that is one too many. */
public final class OutOfFuel extends Error {
    private static final long serialVersionUID = 1L;

    OutOfFuel() {
        super("too many steps");
    }
}
