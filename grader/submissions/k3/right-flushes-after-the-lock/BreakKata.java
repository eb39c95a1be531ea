package dev.pagewalk.katas.k3_break;

import static dev.pagewalk.core.kernel.Cow.copy_pte_table;
import static dev.pagewalk.core.kernel.Pgalloc.pte_alloc_one;
import static dev.pagewalk.core.kernel.Pgalloc.pte_free;
import static dev.pagewalk.core.mm.Mm.call_rcu;
import static dev.pagewalk.core.mm.Mm.mm_dec_nr_ptes;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Mm.vm_normal_page;
import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.Pgtable.pmd_offset;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.Tlbflush.flush_tlb_range;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.core.mm.Vma;

/** Keeps its reference to the old table until the TLBs are flushed; if that was the last one, it empties and frees the table. */
public final class BreakKata implements BreakCowPte {

    @Override
    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        MmStruct mm = vma.mm();
        long start = addr & PMD_MASK;
        Page spare = null;
        Page table = lockShared(pmd);
        if (table != null && table.refRead() > 1) {
            table.lock().unlock();
            spare = pte_alloc_one(mm);
            if (spare == null) {
                return -Errno.ENOMEM;
            }
            table = lockShared(pmd);
        }
        if (table == null || table.refRead() == 1) {
            if (table != null) {
                MmOps.of(mm).refcount().pmd_put_pte(vma, pmd, addr, true);
                table.lock().unlock();
            }
            if (spare != null) {
                pte_free(mm, spare);
            }
            return pmd.get().isTable() ? 1 : 0;
        }
        if (spare == null) { // it was the caller's alone, and is shared again
            table.lock().unlock();
            return break_cow_pte(vma, pmd, addr);
        }
        copy_pte_table(mm, table, spare, start);
        boolean owner = table.owner() == pmd.address();
        if (!owner) {
            MmOps.of(mm).refcount().cow_pte_rss(mm, vma, pmd, start, start + PMD_SIZE, true);
            mm_inc_nr_ptes(mm);
        }
        pmd.getAndSet(Pmd.ofTable(spare));
        if (owner) {
            table.setOwner(0);
        }
        table.lock().unlock();
        flush_tlb_range(mm, start, start + PMD_SIZE);
        dropLate(mm, table, start);
        return 0;
    }

    @Override
    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        MmStruct mm = vma.mm();
        CowPteRefcount refcount = MmOps.of(mm).refcount();
        long start = addr & PMD_MASK;
        Page table = lockShared(pmd);
        if (table == null) {
            return pmd.get().isTable() ? 1 : 0;
        }
        if (table.refRead() == 1) {
            refcount.pmd_put_pte(vma, pmd, addr, true);
            table.lock().unlock();
            return 1;
        }
        if (table.owner() == pmd.address()) {
            refcount.cow_pte_rss(mm, vma, pmd, start, start + PMD_SIZE, false);
            mm_dec_nr_ptes(mm);
            table.setOwner(0);
        }
        pmd_clear(pmd);
        table.lock().unlock();
        flush_tlb_range(mm, start, start + PMD_SIZE);
        dropLate(mm, table, start);
        return 0;
    }

    @Override
    public int handle_cow_pte(Vma vma, PmdPtr pmd, long addr, boolean alloc) {
        PmdPtr slot = pmd == null ? pmd_offset(vma.mm(), addr) : pmd;
        if (slot == null) {
            return 0;
        }
        return alloc ? break_cow_pte(vma, slot, addr) : zap_cow_pte(vma, slot, addr);
    }

    /** Drops a reference that no slot stands for any more. If it is the last one, nobody else can reach the table. */
    private static void dropLate(MmStruct mm, Page table, long start) {
        table.lock().lock();
        boolean dropped = table.refAddUnless(-1, 1);
        table.lock().unlock();
        if (!dropped) {
            for (Vma vma : mm.vmasIn(start, start + PMD_SIZE)) {
                empty(vma, Pmd.ofTable(table), Math.max(start, vma.start()), Math.min(start + PMD_SIZE, vma.end()));
            }
            call_rcu(table, page -> pte_free(mm, page));
        }
    }

    private static void empty(Vma vma, Pmd table, long from, long end) {
        for (long addr = from; addr < end; addr += PAGE_SIZE) {
            Pte was = pte_offset(table, addr).getAndSet(Pte.NONE);
            Page page = vm_normal_page(vma, addr, was);
            if (was.isSwap()) {
                vma.mm().platform().swap().swap_free(was);
            } else if (page != null) {
                page.mapcountDec();
                vma.mm().platform().swap().free_page_and_swap_cache(page);
            }
        }
    }

    private static Page lockShared(PmdPtr pmd) {
        Rcu rcu = pmd.platform().rcu();
        rcu.rcu_read_lock();
        Page table;
        do {
            Pmd seen = pmd.get();
            table = isShared(seen) ? seen.page() : null;
        } while (table != null && !lockIfStill(table, pmd));
        rcu.rcu_read_unlock();
        return table;
    }

    private static boolean lockIfStill(Page table, PmdPtr pmd) {
        table.lock().lock();
        Pmd now = pmd.get();
        boolean still = isShared(now) && now.page().equals(table);
        if (!still) {
            table.lock().unlock();
        }
        return still;
    }

    private static boolean isShared(Pmd pmd) {
        return pmd.isTable() && !pmd.isWrite();
    }
}
