package dev.pagewalk.katas.k0_walk;

import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;

/** By the words of the core: Entry and LinearAddress know the layout. */
public final class WalkKata implements PageWalk {

    @Override
    public int index(long va, int level) {
        return LinearAddress.index(va, level);
    }

    @Override
    public long offset(long va, int level) {
        return va - LinearAddress.base(va, level);
    }

    @Override
    public boolean isLeaf(long entry, int level) {
        return Entry.isPresent(entry) && Entry.isLeaf(entry, level);
    }

    @Override
    public long translate(PhysicalMemory memory, long cr3, long va) {
        int level = 4;
        long entry = memory.read(slot(cr3, va, level));
        while (Entry.isPresent(entry) && !isLeaf(entry, level)) {
            entry = memory.read(slot(entry, va, --level));
        }
        return Entry.isPresent(entry) ? LinearAddress.base(entry & Entry.FRAME, level) + offset(va, level) : NOT_MAPPED;
    }

    @Override
    public int rights(PhysicalMemory memory, long cr3, long va) {
        int level = 4;
        long entry = memory.read(slot(cr3, va, level));
        int rights = of(entry);
        while (rights != 0 && !isLeaf(entry, level)) {
            entry = memory.read(slot(entry, va, --level));
            rights &= of(entry);
        }
        return rights;
    }

    private static int of(long entry) {
        boolean user = Entry.isPresent(entry) && (entry & Entry.USER) != 0;
        return !user ? 0 : READ | ((entry & Entry.WRITABLE) != 0 ? WRITE : 0) | ((entry & Entry.EXECUTE_DISABLE) != 0 ? 0 : EXECUTE);
    }

    private static long slot(long above, long va, int level) {
        return (above & Entry.FRAME) + (long) LinearAddress.index(va, level) * PhysicalMemory.WORD_SIZE;
    }
}
