package dev.pagewalk.core.mm;

/** What a page struct says of its frame: bits of its flags field. */
public enum PageFlag {
    /** The frame is a page table between its ctor and its dtor. */
    PageTable,
    /** The frame holds anonymous memory. */
    PageAnon,
    /** The frame holds shared memory (shmem). */
    PageSwapBacked,
    /** The frame is in use, of whatever type. */
    PageInUse;

    long bit() {
        return 1L << ordinal();
    }
}
