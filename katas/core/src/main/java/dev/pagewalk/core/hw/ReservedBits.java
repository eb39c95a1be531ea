package dev.pagewalk.core.hw;

/**
 * The bits that must be 0 in a present entry, by level and by what the entry maps.
 *
 * <p>Source: SDM volume 3A, "Page-Fault Exceptions" and the tables of entry formats in "4-Level Paging and 5-Level
 * Paging", edition 325384-085US. Pages of 1 GiB are supported.
 */
final class ReservedBits {
    private static final int LEVELS = 5;
    private static final int LARGEST_LEAF = 3;
    private static final long PAT = 1L << 12;

    private final long[] ofTable = new long[LEVELS + 1];
    private final long[] ofLeaf = new long[LEVELS + 1];
    private long tableMask;

    /**
     * What tells, at every level from 2 up, whether an entry names a table and has no reserved bit set: of these bits
     * it has {@link Entry#PRESENT} alone.
     */
    long tableMask() {
        return tableMask;
    }

    /** The reserved bits of an entry of {@code level} that maps a page, or names a table. */
    long of(int level, boolean leaf) {
        return leaf ? ofLeaf[level] : ofTable[level];
    }

    /** Called when EFER.NXE changes. */
    void update(int maxPhyAddr, boolean nxe) {
        long always = Entry.FRAME & -(1L << maxPhyAddr) | (nxe ? 0 : Entry.EXECUTE_DISABLE);
        tableMask = always | Entry.PRESENT | Entry.PAGE_SIZE;
        for (int level = 1; level <= LEVELS; level++) {
            ofTable[level] = always | (level > LARGEST_LEAF ? Entry.PAGE_SIZE : 0);
            ofLeaf[level] = always | lowBits(level);
        }
    }

    /** Below the frame of a large page, above its PAT bit. */
    private static long lowBits(int level) {
        return Entry.FRAME & LinearAddress.span(level) - 1 & ~PAT;
    }
}
