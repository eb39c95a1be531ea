package dev.pagewalk.core.mm;

/**
 * Kinds of locks, in the order in which one CPU takes them: whoever holds a lock takes only later ones. Locks of one
 * kind are taken by rising address. What keeps to one order can never wait in a circle.
 */
public enum LockClass {
    /** An address space's VMAs and upper tables; sleeps. */
    MMAP_LOCK("mmap_lock"),
    /** The entries of one PMD table: none becomes a table. */
    PMD_LOCK("pmd lock"),
    /** The entries, the count and the owner of one PTE table. */
    PTE_LOCK("pte lock"),
    /** The list of a table cache. */
    CACHE_LOCK("cache list lock"),
    /** Swap slots and the swap cache. */
    SWAP_LOCK("swap lock"),
    /** The direct map, while rights of a part of it change: Linux's {@code cpa_lock}. */
    CPA_LOCK("cpa_lock");

    private final String label;

    LockClass(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
