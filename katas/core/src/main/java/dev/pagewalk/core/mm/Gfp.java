package dev.pagewalk.core.mm;

/** How an allocation may go about: Linux's {@code gfp_t}, reduced to what matters here. */
public final class Gfp {
    /** The caller may sleep. */
    public static final int GFP_KERNEL = 1;
    /** The caller may not sleep: it holds a spinlock, or is in an interrupt. */
    public static final int GFP_ATOMIC = 2;
    /** The page comes zeroed. Simplification: every page of the buddy allocator does. */
    public static final int __GFP_ZERO = 4;

    public static final int GFP_PGTABLE_USER = GFP_KERNEL | __GFP_ZERO;

    private Gfp() {}

    /** Whether the caller may sleep. */
    public static boolean gfpflags_allow_blocking(int gfp) {
        return (gfp & GFP_KERNEL) != 0;
    }
}
