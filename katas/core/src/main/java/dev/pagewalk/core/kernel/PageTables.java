package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.P4D_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PUD_SHIFT;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.MmuGather;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.SpinLock;

/** Builds the tables above a page where they are missing, and takes them down where no VMA is left. */
public final class PageTables {
    private PageTables() {}

    /** The PMD slot for an address, with the tables above it; null if there is no memory. Locking: mmap lock for read. */
    public static @Nullable PmdPtr pmd_alloc(MmStruct mm, long addr) {
        PmdPtr slot = Pgtable.pmd_offset(mm, addr);
        if (slot != null) {
            return slot;
        }
        boolean built = build(mm, mm.pgd().address(), addr, P4D_SHIFT, "pud")
                && build(mm, Pgtable.upperTable(mm, addr, P4D_SHIFT), addr, PUD_SHIFT, "pmd");
        return built ? Pgtable.pmd_offset(mm, addr) : null;
    }

    /**
     * Puts a new PTE table in a slot, PRIVATE and charged to {@code mm}, if the slot is none.
     *
     * @return false if there is no memory; true says that the slot is not none
     *     <p><i>Locking</i>: mmap lock for read; may block
     */
    public static boolean pte_alloc(MmStruct mm, PmdPtr slot) {
        if (!slot.get().isNone()) {
            return true;
        }
        Page table = Pgalloc.pte_alloc_one(mm);
        if (table == null) {
            return false;
        }
        SpinLock lock = mm.pmd_lock(slot);
        lock.lock();
        boolean mine = slot.get().isNone();
        if (mine) {
            Mm.mm_inc_nr_ptes(mm);
            slot.set(Pmd.ofTable(table));
        }
        lock.unlock();
        if (!mine) {
            Pgalloc.pte_free(mm, table);
        }
        return true;
    }

    /**
     * Linux's {@code free_pgtables}: takes out the tables of a range in which no VMA is left. Locking: mmap lock for write,
     * or nobody else can reach the mm; the entries are none already.
     */
    static void free_pgtables(MmuGather gather, long start, long end) {
        MmStruct mm = gather.mm();
        long next;
        for (long addr = start & PMD_MASK; addr < end; addr = next) {
            PmdPtr slot = Pgtable.pmd_offset(mm, addr);
            next = slot == null ? behindHole(mm, addr) : addr + PMD_SIZE;
            if (slot != null && slot.get().isTable() && mm.vmasIn(addr, addr + PMD_SIZE).isEmpty()) {
                takeOutPteTable(gather, slot, addr);
            }
        }
        takeOutUpperTables(gather, start, end, PUD_SHIFT);
        takeOutUpperTables(gather, start, end, P4D_SHIFT);
    }

    /** The next address that an upper table may lead on from. */
    private static long behindHole(MmStruct mm, long addr) {
        int shift = Pgtable.upperTable(mm, addr, P4D_SHIFT) == 0 ? P4D_SHIFT : PUD_SHIFT;
        return (addr & -(1L << shift)) + (1L << shift);
    }

    private static void takeOutPteTable(MmuGather gather, PmdPtr slot, long addr) {
        SpinLock lock = Pgtable.pte_lockptr(slot.get());
        lock.lock();
        Page table = slot.get().page();
        Pgtable.pmd_clear(slot);
        lock.unlock();
        Mm.mm_dec_nr_ptes(gather.mm());
        gather.tookOut(table, addr, Pgalloc::endOfTable);
    }

    /** PMD tables (entries of shift 30) or PUD tables (entries of shift 39) of a range. */
    private static void takeOutUpperTables(MmuGather gather, long start, long end, int shift) {
        MmStruct mm = gather.mm();
        long size = 1L << shift;
        long next;
        for (long addr = start & -size; addr < end; addr = next) {
            long above = shift == P4D_SHIFT ? mm.pgd().address() : Pgtable.upperTable(mm, addr, P4D_SHIFT);
            next = above == 0 ? behindHole(mm, addr) : addr + size;
            Page table = above != 0 && mm.vmasIn(addr, addr + size).isEmpty() ? Pgtable.takeOut(mm, above, addr, shift) : null;
            if (table != null) {
                mm.addUpperTables(-1);
                gather.tookOut(table, addr, Pgalloc::endOfUpperTable);
            }
        }
    }

    private static boolean build(MmStruct mm, long above, long addr, int shift, String name) {
        if (Pgtable.upperTable(mm, addr, shift) != 0) {
            return true;
        }
        Page table = Pgalloc.upperTable(mm.platform(), mm + " " + name);
        if (table == null) {
            return false;
        }
        if (Pgtable.populate(mm, above, addr, shift, table)) {
            mm.addUpperTables(1);
        } else {
            Pgalloc.endOfUpperTable(table);
        }
        return true;
    }
}
