package dev.pagewalk.core.hw;

/**
 * What a TLB or a paging-structure cache remembers, packed in one word.
 *
 * <pre>
 *  63        52 51                     12 11 10  9   8   7   6    5   4   3     0
 * +------------+-------------------------+-----+---+---+---+----+---+---+-------+
 * |     0      | frame                   |  0  | V | G | D | XD | W | U | key   |
 * +------------+-------------------------+-----+---+---+---+----+---+---+-------+
 *  W, U: 1 if R/W, U/S are 1 at every level on the path; XD: 1 if XD is 1 at any
 *  V: always 1, so that no translation is 0
 *  bits 5:0 together are the "kind of page" that {@link AccessRights} judges
 * </pre>
 *
 * <p>What tells address spaces apart, the context, is the PCID in bits 63:52 of a word of its own.
 */
final class Translation {
    /** No translation. */
    static final long NONE = 0;

    static final long KEY = 15;
    static final long USER = 1L << 4;
    static final long WRITABLE = 1L << 5;
    static final long EXECUTE_DISABLE = 1L << 6;
    static final long DIRTY = 1L << 7;
    static final long GLOBAL = 1L << 8;
    static final long VALID = 1L << 9;
    static final int FETCH_KIND_SHIFT = 4;
    static final int PCID_BITS = 12;
    /** Global pages are kept apart, in the context of PCID 0. */
    static final long GLOBAL_CONTEXT = 0;

    private static final int PCID_SHIFT = Long.SIZE - PCID_BITS;
    private static final int WRITABLE_UP = 4;
    private static final int USER_UP = 2;
    private static final int EXECUTE_DISABLE_DOWN = 57;
    private static final int DIRTY_UP = 1;

    private Translation() {}

    /** The part that tells address spaces apart. */
    static long context(int pcid) {
        return (long) pcid << PCID_SHIFT;
    }

    /** The context in a tag. */
    static long contextOf(long tag) {
        return context(pcidOf(tag));
    }

    /** The PCID in a tag. */
    static int pcidOf(long tag) {
        return (int) (tag >>> PCID_SHIFT);
    }

    /** The physical address that {@code va} has by a translation of 4 KiB. */
    static long address(long translation, long va) {
        return translation & Entry.FRAME | va & PhysicalMemory.FRAME_SIZE - 1;
    }

    /** R/W and U/S of {@code all}, the conjunction of a path's entries; XD of {@code any}, their disjunction. */
    static long rights(long all, long any) {
        return (all & Entry.WRITABLE) << WRITABLE_UP | (all & Entry.USER) << USER_UP
                | (any & Entry.EXECUTE_DISABLE) >>> EXECUTE_DISABLE_DOWN;
    }

    /** Key, D and G of a leaf. */
    static long leaf(long entry) {
        return Entry.key(entry) | (entry & Entry.DIRTY) << DIRTY_UP | entry & Entry.GLOBAL;
    }
}
