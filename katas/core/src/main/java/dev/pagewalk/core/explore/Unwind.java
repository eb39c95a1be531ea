package dev.pagewalk.core.explore;

/** Thrown through a CPU's program to end it when its execution is given up; not a failure of anybody's. */
final class Unwind extends Error {
    private static final long serialVersionUID = 1L;

    Unwind() {
        super("this execution has been given up; let this error through", null, false, false);
    }
}
