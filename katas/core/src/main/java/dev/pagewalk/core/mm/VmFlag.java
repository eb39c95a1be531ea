package dev.pagewalk.core.mm;

/** Properties of a VMA, under Linux's names. */
public enum VmFlag {
    VM_READ,
    VM_WRITE,
    VM_EXEC,
    /** Writes are seen by everyone who maps the same memory; without it the mapping is private. */
    VM_SHARED,
    /** Device memory: no page struct counts what is mapped here. */
    VM_PFNMAP,
    /** A child does not inherit it. */
    VM_DONTCOPY,
    /** A child inherits it empty. */
    VM_WIPEONFORK,
    /** Aligned 2 MiB are mapped by huge PMDs where blocks can be had. */
    VM_HUGEPAGE
}
