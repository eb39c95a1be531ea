package dev.pagewalk.katas.k0_walk;

import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.core.hw.PhysicalMemory;

/** One step a call; a visitor decides what is made of the entries. */
public final class WalkKata implements PageWalk {
    private static final long FRAME_MASK = 0x000f_ffff_ffff_f000L;

    private interface Visitor {
        void visit(int level, long entry);
    }

    @Override
    public int index(long va, int level) {
        return (int) ((va >>> (3 + 9 * level)) % 512);
    }

    @Override
    public long offset(long va, int level) {
        int unused = 64 - (3 + 9 * level);
        return va << unused >>> unused;
    }

    @Override
    public boolean isLeaf(long entry, int level) {
        if ((entry & 1L) == 0L) {
            return false;
        }
        return switch (level) {
            case 1 -> true;
            case 2, 3 -> (entry & 0x80L) != 0L;
            default -> false;
        };
    }

    @Override
    public long translate(PhysicalMemory memory, long cr3, long va) {
        long[] result = {NOT_MAPPED};
        descend(memory, cr3, va, 4, (level, entry) -> {
            if (isLeaf(entry, level)) {
                long low = ~0L >>> 64 - (3 + 9 * level);
                result[0] = entry & FRAME_MASK & ~low | offset(va, level);
            }
        });
        return result[0];
    }

    @Override
    public int rights(PhysicalMemory memory, long cr3, long va) {
        boolean[] may = {true, true, true};
        boolean[] mapped = {false};
        descend(memory, cr3, va, 4, (level, entry) -> {
            mapped[0] = isLeaf(entry, level);
            may[0] &= (entry & 4L) != 0L;
            may[1] &= (entry & 2L) != 0L;
            may[2] &= entry >>> 63 == 0L;
        });
        if (!mapped[0] || !may[0]) {
            return 0;
        }
        return READ + (may[1] ? WRITE : 0) + (may[2] ? EXECUTE : 0);
    }

    private void descend(PhysicalMemory memory, long above, long va, int level, Visitor visitor) {
        long entry = memory.read((above & FRAME_MASK) + 8L * index(va, level));
        visitor.visit(level, entry);
        if ((entry & 1L) != 0L && !isLeaf(entry, level)) {
            descend(memory, entry, va, level - 1, visitor);
        }
    }
}
