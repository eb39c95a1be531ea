package dev.pagewalk.core.hook;

/**
 * The owner of cells of 64 bits each that CPUs share: physical memory, the page structs, a lock.
 *
 * <p>{@link #peek} and {@link #poke} are raw: no hook is called, nothing is counted, nobody is asked.
 * They are for hooks, which carry out an access with them, and for auditors.
 */
public interface Cells {

    /** The value of a cell, as it is in memory now. */
    long peek(long index);

    /** Sets a cell, now. */
    void poke(long index, long value);

    /** What people call this cell, for example {@code page 0x2a refcount}. */
    String describe(long index);
}
