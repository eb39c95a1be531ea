package dev.pagewalk.core.mm;

/** What a page struct says of its frame: bits of its flags field. */
public enum PageFlag {
    /** The frame is a page table, from alloc_table to free_table. */
    PageTable,
    /** The frame holds anonymous memory. */
    PageAnon,
    /** The frame holds shared memory (shmem). */
    PageSwapBacked,
    /** The frame is in use, of whatever type. */
    PageInUse,
    /** The frame heads a free block of the buddy allocator. */
    PageBuddy,
    /** Part of the mappings of this page have become swap entries: see {@link SwapSpace}. */
    PageSwapCache,
    /** The frame is free, and held back in quarantine. */
    PageQuarantined,
    /** The frame is charged to the memory control group: see {@link Memcg}. */
    PageMemcgKmem;

    long bit() {
        return 1L << ordinal();
    }
}
