package dev.pagewalk.core.mm;

/**
 * How an allocation may go about: Linux's {@code gfp_t} (include/linux/gfp.h, Linux 5.14), reduced to what matters here.
 *
 * <pre>
 *   bit   22       11      10      9       8     7   6   5
 *         ACCOUNT  KSWAPD  DIRECT  ATOMIC  ZERO  FS  IO  HIGH
 *   GFP_KERNEL     x       x                     x   x
 *   GFP_ATOMIC     x               x                     x
 * </pre>
 *
 * <p>The two masks have a bit in common, so {@code (gfp & GFP_ATOMIC) != 0} is true of both: ask
 * {@link #gfpflags_allow_blocking}.
 */
public final class Gfp {
    /** The request is urgent. */
    public static final int __GFP_HIGH = 1 << 5;
    /** Reclaim may start input and output. */
    public static final int __GFP_IO = 1 << 6;
    /** Reclaim may call into file systems. */
    public static final int __GFP_FS = 1 << 7;
    /** The page comes zeroed. Simplification: every page of the buddy allocator does. */
    public static final int __GFP_ZERO = 1 << 8;
    /** The caller cannot sleep, and needs the page. */
    public static final int __GFP_ATOMIC = 1 << 9;
    /** The caller may reclaim memory itself, and so may sleep. */
    public static final int __GFP_DIRECT_RECLAIM = 1 << 10;
    /** The thread that reclaims memory in the background may be woken. */
    public static final int __GFP_KSWAPD_RECLAIM = 1 << 11;
    /** The page is charged to the memory control group: see {@link Memcg}. */
    public static final int __GFP_ACCOUNT = 1 << 22;

    /** The caller may sleep. */
    public static final int GFP_KERNEL = __GFP_DIRECT_RECLAIM | __GFP_KSWAPD_RECLAIM | __GFP_IO | __GFP_FS;
    /** The caller may not sleep: it holds a spinlock, or is in an interrupt. */
    public static final int GFP_ATOMIC = __GFP_HIGH | __GFP_ATOMIC | __GFP_KSWAPD_RECLAIM;
    /** A page table of a process. */
    public static final int GFP_PGTABLE_USER = GFP_KERNEL | __GFP_ZERO | __GFP_ACCOUNT;

    private Gfp() {}

    /** Whether the caller may sleep. */
    public static boolean gfpflags_allow_blocking(int gfp) {
        return (gfp & __GFP_DIRECT_RECLAIM) != 0;
    }
}
