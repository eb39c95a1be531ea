package dev.pagewalk.core.mm;

/** What system calls return, negative, when they fail. */
public final class Errno {
    /** No memory; nothing the caller can see has changed. */
    public static final int ENOMEM = 12;
    /** An address that the process may not access so. */
    public static final int EFAULT = 14;
    /** An argument that makes no sense. */
    public static final int EINVAL = 22;

    private Errno() {}
}
