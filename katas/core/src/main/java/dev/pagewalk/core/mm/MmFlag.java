package dev.pagewalk.core.mm;

/** Flags of an address space: Linux's {@code mm->flags}. They are set and never cleared. */
public enum MmFlag {
    /** Forks share PTE tables; inherited by children. */
    MMF_COW_PGTABLE,
    /** A page of this address space has been pinned at some time. */
    MMF_HAS_PINNED;

    long bit() {
        return 1L << ordinal();
    }
}
