package dev.pagewalk.core.kernel;

/** What a page is wanted for. */
enum FaultKind {
    READ,
    WRITE,
    /** It stays read-only, but a private mapping has to have it to itself: Linux's FAULT_FLAG_UNSHARE. */
    UNSHARE;

    /** Whether a page that others map has to be copied. */
    boolean wantsOwn() {
        return this != READ;
    }
}
