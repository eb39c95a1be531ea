package dev.pagewalk.core.hook;

/** How an access or a fence is ordered against the other accesses of its CPU; Linux's names in brackets. */
public enum Order {
    /** A single access, never torn, ordered against nothing else ({@code READ_ONCE}, {@code WRITE_ONCE}). */
    RELAXED,
    /** Later accesses stay later ({@code smp_load_acquire}; as a fence {@code smp_rmb}). */
    ACQUIRE,
    /** Earlier accesses stay earlier ({@code smp_store_release}; as a fence {@code smp_wmb}). */
    RELEASE,
    /** Both, and one order that all CPUs agree on ({@code smp_mb}). */
    FULL
}
