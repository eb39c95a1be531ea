package dev.pagewalk.katas.k0_walk;

import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.core.hw.PhysicalMemory;

/** Kata 0: walk page tables by hand. What each method must do stands in {@link PageWalk}. */
public final class WalkKata implements PageWalk {
    private static final int TOP = 4;
    private static final int HIGHEST_LEAF = 3;
    private static final int OFFSET_BITS = 12;
    private static final int INDEX_BITS = 9;
    private static final int ENTRIES = 1 << INDEX_BITS;
    private static final long ENTRY_SIZE = 8;

    private static final long P = 1;
    private static final long RW = 1 << 1;
    private static final long US = 1 << 2;
    private static final long PS = 1 << 7;
    private static final long XD = 1L << 63;
    /** Bits 51:12. */
    private static final long FRAME = (1L << 52) - (1L << OFFSET_BITS);

    @Override
    public int index(long va, int level) {
        return (int) (va >>> shift(level)) & 0xff;
    }

    @Override
    public long offset(long va, int level) {
        return va & (1L << shift(level)) - 1;
    }

    @Override
    public boolean isLeaf(long entry, int level) {
        return (entry & P) != 0 && (level == 1 || level <= HIGHEST_LEAF && (entry & PS) != 0);
    }

    @Override
    public long translate(PhysicalMemory memory, long cr3, long va) {
        Path path = walk(memory, cr3, va);
        if (!isLeaf(path.last, path.level)) {
            return NOT_MAPPED;
        }
        long page = path.last & FRAME & -(1L << shift(path.level)); // in a large leaf the bits below are flags, not address
        return page | offset(va, path.level);
    }

    @Override
    public int rights(PhysicalMemory memory, long cr3, long va) {
        Path path = walk(memory, cr3, va);
        if (!isLeaf(path.last, path.level) || (path.all & US) == 0) {
            return 0;
        }
        return READ | ((path.all & RW) != 0 ? WRITE : 0) | ((path.any & XD) == 0 ? EXECUTE : 0);
    }

    /**
     * What a walk has read.
     *
     * @param level of the last entry
     * @param last entry: a leaf, or one that is not present
     * @param all the AND of every entry on the path: a right that each level must give
     * @param any the OR of them: a right that one level takes away
     */
    private record Path(int level, long last, long all, long any) {}

    private Path walk(PhysicalMemory memory, long cr3, long va) {
        long table = cr3 & FRAME;
        long all = -1;
        long any = 0;
        for (int level = TOP; ; level--) {
            long entry = memory.read(table + ENTRY_SIZE * index(va, level));
            all &= entry;
            any |= entry;
            if ((entry & P) == 0 || isLeaf(entry, level)) {
                return new Path(level, entry, all, any);
            }
            table = entry & FRAME;
        }
    }

    private static int shift(int level) {
        return OFFSET_BITS + INDEX_BITS * (level - 1);
    }
}
