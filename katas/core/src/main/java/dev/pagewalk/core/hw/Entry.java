package dev.pagewalk.core.hw;

/**
 * The bits of a 64-bit paging-structure entry, at any level.
 *
 * <pre>
 *  63 62  59 58  52 51                    12 11  9  8   7   6  5   4   3   2   1  0
 * +--+------+------+------------------------+-----+---+---+---+--+---+---+---+---+--+
 * |XD| key  |  -   | frame of the page      |  -  | G |PS | D | A|PCD|PWT|U/S|R/W|P |
 * |  |(leaf)|      | or of the next table   |     |(leaf: G, D; PAT at PTE bit 7)|  |
 * +--+------+------+------------------------+-----+---+---+---+--+---+---+---+---+--+
 *
 *  a leaf of 2 MiB: frame 51:21, bits 20:13 reserved, PAT at bit 12, PS = 1
 *  a leaf of 1 GiB: frame 51:30, bits 29:13 reserved, PAT at bit 12, PS = 1
 *  bits 51:MAXPHYADDR are reserved; so are PS in a PML5E or PML4E, and XD while EFER.NXE = 0
 * </pre>
 *
 * <p>Source: SDM volume 3A, "4-Level Paging and 5-Level Paging", edition 325384-085US.
 */
public final class Entry {
    /** The entry is in use. While it is clear, the processor ignores all other bits. */
    public static final long PRESENT = 1L;
    /** R/W: writes are allowed, as far as this level is concerned. */
    public static final long WRITABLE = 1L << 1;
    /** U/S: user-mode accesses are allowed, as far as this level is concerned. */
    public static final long USER = 1L << 2;
    /** PWT: ignored by this machine. */
    public static final long WRITE_THROUGH = 1L << 3;
    /** PCD: ignored by this machine. */
    public static final long CACHE_DISABLE = 1L << 4;
    /** A: the entry was used by a translation. */
    public static final long ACCESSED = 1L << 5;
    /** D, in a leaf: the page was written. */
    public static final long DIRTY = 1L << 6;
    /** PS, in a PDPTE or PDE: this is a leaf. In a PTE the same bit is PAT, and ignored. */
    public static final long PAGE_SIZE = 1L << 7;
    /** G, in a leaf, while CR4.PGE = 1: the translation belongs to all PCIDs. */
    public static final long GLOBAL = 1L << 8;
    /** XD: no instruction fetches, while EFER.NXE = 1; reserved while EFER.NXE = 0. */
    public static final long EXECUTE_DISABLE = 1L << 63;
    /** The physical address, bits 51:12. */
    public static final long FRAME = 0x000f_ffff_ffff_f000L;

    private static final String[] NAMES = {"PTE", "PDE", "PDPTE", "PML4E", "PML5E"};
    private static final int KEY_SHIFT = 59;
    private static final int KEY_MASK = 15;

    private Entry() {}

    /** Whether the entry is in use. */
    public static boolean isPresent(long entry) {
        return (entry & PRESENT) != 0;
    }

    /** Whether a present entry at {@code level} (1 = PTE … 5 = PML5E) maps a page rather than a table. */
    public static boolean isLeaf(long entry, int level) {
        return level == 1 || (level <= 3 && (entry & PAGE_SIZE) != 0);
    }

    /** What the manual calls an entry of {@code level}: PTE … PML5E. */
    public static String name(int level) {
        return NAMES[level - 1];
    }

    /** The number of the frame that the entry names. */
    public static long frame(long entry) {
        return (entry & FRAME) >>> PhysicalMemory.FRAME_SHIFT;
    }

    /** The protection key of a leaf, 0 to 15. */
    public static int key(long entry) {
        return (int) (entry >>> KEY_SHIFT) & KEY_MASK;
    }

    /** The bits that carry a protection key. */
    public static long ofKey(int key) {
        return (long) (key & KEY_MASK) << KEY_SHIFT;
    }
}
