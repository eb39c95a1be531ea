package dev.pagewalk.katas.k3_break;

import static dev.pagewalk.core.kernel.Cow.copy_pte_table;
import static dev.pagewalk.core.kernel.Pgalloc.pte_alloc_one;
import static dev.pagewalk.core.kernel.Pgalloc.pte_free;
import static dev.pagewalk.core.mm.Mm.mm_dec_nr_ptes;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Pgtable.is_swap_pmd;
import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.Pgtable.pmd_leaf;
import static dev.pagewalk.core.mm.Pgtable.pmd_none;
import static dev.pagewalk.core.mm.Pgtable.pmd_offset;
import static dev.pagewalk.core.mm.Pgtable.pte_lockptr;
import static dev.pagewalk.core.mm.PgtableTypes.*;
import static dev.pagewalk.core.mm.Tlbflush.flush_tlb_range;

import dev.pagewalk.core.contract.*;
import dev.pagewalk.core.mm.*;

/** After the patch of 2022-05-19, with its review and its mistakes taken in. */
public class BreakKata implements BreakCowPte {

    private static final int AGAIN = 2;

    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        Page newTable = null;
        int ret = AGAIN;
        while (ret == AGAIN) {
            SpinLock ptl = cow_pte_lock(vma.mm(), pmd);
            if (ptl == null) {
                ret = cow_pte_result(pmd);
                break;
            }
            if (MmOps.of(pmd).refcount().cow_pte_count(pmd) == 1) {
                ret = MmOps.of(pmd).refcount().pmd_put_pte(vma, pmd, addr, true);
            } else if (newTable != null) {
                __break_cow_pte(vma, pmd, addr & PMD_MASK, newTable);
                newTable = null;
                ret = 0;
            }
            ptl.unlock();
            if (ret == AGAIN && (newTable = pte_alloc_one(vma.mm())) == null)
                return -Errno.ENOMEM;
        }
        if (newTable != null)
            pte_free(vma.mm(), newTable);
        return ret;
    }

    /* Called with the old table's lock held. */
    private static void __break_cow_pte(Vma vma, PmdPtr pmd, long start, Page newTable) {
        CowPteRefcount cow = MmOps.of(pmd).refcount();
        MmStruct mm = vma.mm();
        long end = start + PMD_SIZE;
        PmdPtr cowed_entry = PmdPtr.copyOf(pmd.get());

        copy_pte_table(mm, cowed_entry.get().page(), newTable, start);

        /* Pay for the new table ... */
        cow.cow_pte_rss(mm, vma, PmdPtr.copyOf(Pmd.ofTable(newTable)), start, end, true);
        mm_inc_nr_ptes(mm);
        /* ... and take the old charge back if we are the owner. */
        if (cow.cow_pte_owner_is_same(cowed_entry, pmd)) {
            cow.set_cow_pte_owner(cowed_entry, null);
            cow.cow_pte_rss(mm, vma, cowed_entry, start, end, false);
            mm_dec_nr_ptes(mm);
        }
        pmd.getAndSet(Pmd.ofTable(newTable));
        flush_tlb_range(mm, start, end);
        cow.pmd_put_pte(vma, cowed_entry, start, false);
    }

    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        CowPteRefcount cow = MmOps.of(pmd).refcount();
        MmStruct mm = vma.mm();
        long start = addr & PMD_MASK;
        SpinLock ptl = cow_pte_lock(mm, pmd);
        if (ptl == null)
            return cow_pte_result(pmd);
        PmdPtr cowed_entry = PmdPtr.copyOf(pmd.get());
        /* pmd_put_pte falls back by itself, and tells. */
        if (cow.pmd_put_pte(vma, pmd, addr, true) != 0) {
            ptl.unlock();
            return 1;
        }
        /*
         * If this is the owner, clear the ownership and take back RSS and
         * pgtable_bytes.
         */
        if (cow.cow_pte_owner_is_same(cowed_entry, pmd)) {
            cow.cow_pte_rss(mm, vma, cowed_entry, start, start + PMD_SIZE, false);
            mm_dec_nr_ptes(mm);
            cow.set_cow_pte_owner(cowed_entry, null);
        }
        pmd_clear(pmd);
        flush_tlb_range(mm, start, start + PMD_SIZE);
        ptl.unlock();
        return 0;
    }

    public int handle_cow_pte(Vma vma, PmdPtr pmd, long addr, boolean alloc) {
        if (pmd == null)
            pmd = pmd_offset(vma.mm(), addr);
        if (pmd == null)
            return 0;
        return alloc ? break_cow_pte(vma, pmd, addr) : zap_cow_pte(vma, pmd, addr);
    }

    private static boolean is_cow_pte(Pmd pmd) {
        return !pmd_none(pmd) && !pmd_leaf(pmd) && !is_swap_pmd(pmd) && !pmd.isWrite();
    }

    private static int cow_pte_result(PmdPtr pmd) {
        Pmd now = pmd.get();
        return pmd_none(now) || pmd_leaf(now) || is_swap_pmd(now) ? 0 : 1;
    }

    private static SpinLock cow_pte_lock(MmStruct mm, PmdPtr pmd) {
        mm.platform().rcu().rcu_read_lock();
        SpinLock ptl = null;
        Pmd orig;
        while (is_cow_pte(orig = pmd.get())) {
            ptl = pte_lockptr(mm, orig);
            ptl.lock();
            Pmd now = pmd.get();
            if (is_cow_pte(now) && now.page().pfn() == orig.page().pfn())
                break;
            ptl.unlock();
            ptl = null;
        }
        mm.platform().rcu().rcu_read_unlock();
        return ptl;
    }
}
