package dev.pagewalk.core.hook;

/**
 * A read-modify-write of one cell, fully ordered like x86's locked instructions.
 * As data rather than code, so that a schedule can be printed and two updates can be compared.
 */
public enum Update {
    /** {@code was + a}. */
    ADD,
    /** {@code was & a}. */
    AND,
    /** {@code was | a}. */
    OR,
    /** {@code a}, whatever was there. */
    SET,
    /** {@code b} if {@code a} was there, else unchanged. */
    COMPARE_AND_SET,
    /** {@code was + a} unless {@code b} was there. */
    ADD_UNLESS,
    /** Waits while positive, then {@code a}: a lock that nobody holds is taken by its new holder. */
    ACQUIRE;

    /** Whether the update can happen while the cell holds {@code was}; if not, the CPU waits for a write. */
    public boolean isEnabled(long was, long a, long b) {
        return this != ACQUIRE || was <= 0;
    }

    /** The value that the cell holds afterwards. */
    public long apply(long was, long a, long b) {
        return switch (this) {
            case ADD -> was + a;
            case AND -> was & a;
            case OR -> was | a;
            case SET, ACQUIRE -> a;
            case COMPARE_AND_SET -> was == a ? b : was;
            case ADD_UNLESS -> was == b ? was : was + a;
        };
    }
}
