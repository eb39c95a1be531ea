package dev.pagewalk.core.hw;

/**
 * What a TLB or a paging-structure cache remembers, packed in one word.
 *
 * <pre>
 *  63        52 51                     12 11 10  9   8   7   6    5   4   3     0
 * +------------+-------------------------+-----+---+---+---+----+---+---+-------+
 * | PCID       | frame                   |  0  | V | G | D | XD | W | U | key   |
 * +------------+-------------------------+-----+---+---+---+----+---+---+-------+
 *  W, U: 1 if R/W, U/S are 1 at every level on the path; XD: 1 if XD is 1 at any
 *  V: always 1, so that no translation is 0
 *  bits 5:0 together are the "kind of page" that {@link AccessRights} judges
 * </pre>
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
    static final int KIND_BITS = 6;
    static final int FETCH_KIND_SHIFT = 4;
    static final int PCID_SHIFT = 52;

    private static final int WRITABLE_UP = 4;
    private static final int USER_UP = 2;
    private static final int EXECUTE_DISABLE_DOWN = 57;
    private static final int DIRTY_UP = 1;

    private Translation() {}

    /** The part that tells address spaces apart. */
    static long context(int pcid) {
        return (long) pcid << PCID_SHIFT;
    }

    /** The context that a translation was made in. */
    static long contextOf(long translation) {
        return translation >>> PCID_SHIFT << PCID_SHIFT;
    }

    static int pcid(long translation) {
        return (int) (translation >>> PCID_SHIFT);
    }

    /** Whether the translation may be used in {@code context}. */
    static boolean belongs(long translation, long context) {
        return (translation ^ context) >>> PCID_SHIFT == 0 || (translation & GLOBAL) != 0;
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

    /** R/W and U/S, as the conjunction of the path's entries. */
    static long all(long translation) {
        return (translation & WRITABLE) >>> WRITABLE_UP | (translation & USER) >>> USER_UP;
    }

    /** XD, as the disjunction of the path's entries. */
    static long any(long translation) {
        return (translation & EXECUTE_DISABLE) << EXECUTE_DISABLE_DOWN;
    }

    /** Key, D and G of a leaf. */
    static long leaf(long entry) {
        return Entry.key(entry) | (entry & Entry.DIRTY) << DIRTY_UP | entry & Entry.GLOBAL;
    }
}
