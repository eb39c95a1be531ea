package dev.pagewalk.core.mm;

/** What {@link Lockdep} knows of a lock. */
interface Lock {
    LockClass kind();

    /** Orders locks of one kind: the lower is taken first. */
    long key();

    /** What people call it. */
    String name();

    /** Whether whoever waits for it sleeps, rather than spins. */
    boolean sleeps();

    default boolean is(Lock other) {
        return kind() == other.kind() && key() == other.key();
    }
}
