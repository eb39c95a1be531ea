package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.MmuGather;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.Vma;

/**
 * Takes mappings out: Linux's {@code unmap_page_range}, {@code zap_pmd_range} and {@code zap_pte_range}.
 *
 * <p>What is covered only in part was split and unshared before ({@link Cow#prepare}), unless the whole address space goes:
 * then every table is whole, and nothing is allocated.
 */
final class Zap {
    private final MmuGather gather;
    private final MmStruct mm;
    private final long start;
    private final long end;

    /** Will take out what lies in {@code [start, end)}. */
    Zap(MmuGather gather, long start, long end) {
        this.gather = gather;
        this.mm = gather.mm();
        this.start = start;
        this.end = end;
    }

    /** Takes out all of the range that VMAs cover. Flushing and freeing is left to the gather. */
    void run() {
        for (Vma vma : mm.vmasIn(start, end)) {
            long stop = Math.min(vma.end(), end);
            long next;
            for (long addr = Math.max(vma.start(), start); addr < stop; addr = next) {
                next = Pgtable.pmd_addr_end(addr, stop);
                PmdPtr slot = Pgtable.pmd_offset(mm, addr);
                if (slot != null) {
                    zapPmd(vma, slot, addr, next);
                }
            }
        }
    }

    private void zapPmd(Vma vma, PmdPtr slot, long addr, long stop) {
        if (slot.get().isLeaf()) {
            Huge.zap(gather, slot, addr);
        }
        Pmd pmd = slot.get();
        if (pmd.isTable() && !(isShared(pmd) && Cow.letGo(vma, slot, addr))) {
            zapTable(vma, slot, addr, stop);
        }
    }

    /** A slot may still be read-only when others let go of the table meanwhile. */
    private static boolean isShared(Pmd pmd) {
        return !pmd.isWrite();
    }

    private void zapTable(Vma vma, PmdPtr slot, long addr, long stop) {
        long at = addr;
        while (at < stop) {
            LockedTable table = LockedTable.lock(mm, slot, at);
            if (table == null) {
                return;
            }
            at = zapEntries(vma, table, at, stop);
            table.unlock();
            if (gather.isFull()) {
                gather.flush();
            }
        }
    }

    /** Up to {@code stop}, or until the gather is full; gives where it ended. */
    private long zapEntries(Vma vma, LockedTable table, long addr, long stop) {
        PtePtr slot = table.at(addr);
        long at = addr;
        for (; at < stop && !gather.isFull(); at += PAGE_SIZE) {
            Pte pte = slot.get();
            if (!pte.isNone()) {
                zapEntry(vma, at, table.takeOut(slot));
            }
            slot = slot.next();
        }
        return at;
    }

    private void zapEntry(Vma vma, long addr, Pte was) {
        if (was.isSwap()) {
            mm.platform().swap().swap_free(was);
            return;
        }
        gather.clearedEntry(addr, PAGE_SIZE);
        Page page = Mm.vm_normal_page(vma, addr, was);
        if (page != null) {
            mm.addRss(Mm.mm_counter(page), -1);
            gather.lostMapping(page);
        }
    }
}
