package dev.pagewalk.core.explore;

/** What a step of an execution does. */
public enum Kind {
    LOAD,
    STORE,
    /** A locked read-modify-write. */
    UPDATE,
    /** A wait that ended, and the read that ended it. */
    AWAIT,
    FENCE,
    /** The oldest store of a CPU's store buffer reaches memory (TSO). */
    FLUSH
}
