package dev.pagewalk.core.hook;

/** What a waiting CPU waits for. */
public enum Until {
    EQUALS,
    DIFFERS,
    AT_LEAST;

    /** Whether {@code value} ends the wait. */
    public boolean holds(long value, long bound) {
        return switch (this) {
            case EQUALS -> value == bound;
            case DIFFERS -> value != bound;
            case AT_LEAST -> value >= bound;
        };
    }
}
