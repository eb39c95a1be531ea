package dev.pagewalk.core.hw;

/** What a {@link Pmu} counts. New kinds of events are added here, and nowhere else. */
public enum Event {
    /** A translation that no TLB entry gave. */
    PAGE_WALK,
    /** An entry that a page walk read from memory. */
    WALK_READ,
    /** An entry that software read. */
    ENTRY_READ,
    /** An entry that software wrote. */
    ENTRY_WRITE,
    /** A locked read-modify-write of memory, by software or by a walk that sets A or D. */
    LOCKED_RMW,
    /** A cache line that moved from one CPU to another. */
    LINE_TRANSFER,
    /** A page fault. */
    PAGE_FAULT,
    /** One INVLPG, or one INVPCID of type 0: one page. */
    TLB_FLUSH_PAGE,
    /** MOV CR3 that flushes, or INVPCID of type 1: one PCID, without global pages. */
    TLB_FLUSH_PCID,
    /** INVPCID of type 3: all PCIDs, without global pages. */
    TLB_FLUSH_ALL_PCIDS,
    /** INVPCID of type 2, or a MOV CR4 that flushes: global pages as well. */
    TLB_FLUSH_ALL,
    /** An interrupt sent from one CPU to another. */
    IPI,
    /** A range that the kernel had flushed, on however many CPUs. */
    RANGE_FLUSH,
    /** A single frame that the buddy allocator handed out. */
    FRAME_ALLOC,
    /** A block of two or more frames that the buddy allocator handed out. */
    BLOCK_ALLOC,
    /** A lock that was taken. */
    LOCK,
    /** A grace period that somebody waited for. */
    GRACE_PERIOD,
    /** A large page of the direct map that was split into 512 smaller ones. */
    DIRECT_MAP_SPLIT
}
