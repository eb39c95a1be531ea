package dev.pagewalk.core.explore;

/** Nobody can go on, or nobody comes to an end: the message says who waits for what. */
public final class Stuck extends AssertionError {
    private static final long serialVersionUID = 1L;

    Stuck(String message) {
        super(message);
        setStackTrace(new StackTraceElement[0]);
    }
}
