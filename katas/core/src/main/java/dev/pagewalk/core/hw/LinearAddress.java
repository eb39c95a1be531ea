package dev.pagewalk.core.hw;

/**
 * How a linear address is cut into the indices of a walk.
 *
 * <pre>
 *  63      57 56     48 47    39 38    30 29    21 20    12 11       0
 * +----------+---------+--------+--------+--------+--------+----------+
 * | sign     | PML5    | PML4   | PDPT   | PD     | PT     | offset   |
 * +----------+---------+--------+--------+--------+--------+----------+
 *   level      5         4        3        2        1
 * </pre>
 *
 * <p>With 4-level paging bits 63:47 are all equal in a canonical address, with 5-level paging bits 63:56.
 */
public final class LinearAddress {
    private static final int OFFSET_BITS = 12;
    private static final int INDEX_BITS = 9;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private LinearAddress() {}

    /** The index, 0 to 511, into the table of {@code level} (1 = PT … 5 = PML5). */
    public static int index(long va, int level) {
        return (int) (va >>> shift(level)) & INDEX_MASK;
    }

    /** The number of bytes that an entry of {@code level} covers: 4 KiB, 2 MiB, 1 GiB, 512 GiB, 256 TiB. */
    public static long span(int level) {
        return 1L << shift(level);
    }

    /** {@code va} rounded down to a multiple of {@link #span}. */
    public static long base(long va, int level) {
        return va & -span(level);
    }

    /** Whether the bits above the translated ones copy the highest translated one; {@code levels} is 4 or 5. */
    public static boolean isCanonical(long va, int levels) {
        int unused = Long.SIZE - shift(levels + 1);
        return va << unused >> unused == va;
    }

    /** Refuses an address that no word begins at. */
    static void checkAligned(long va) {
        if ((va & PhysicalMemory.WORD_SIZE - 1) != 0) {
            throw new IllegalArgumentException("linear address 0x" + Long.toHexString(va)
                    + " is not a multiple of 8: this machine loads and stores aligned words of 8 bytes, so clear bits 2:0");
        }
    }

    static int shift(int level) {
        return OFFSET_BITS + INDEX_BITS * (level - 1);
    }
}
