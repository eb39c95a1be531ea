package dev.pagewalk.core.kernel;

/** How handling a page fault ended. */
public enum VmFault {
    /** The access can be tried again. */
    DONE,
    /** No memory. */
    OOM,
    /** The process may not do that: SIGSEGV. */
    SIGSEGV
}
