package dev.pagewalk.solutions.k1_refcount;

// STUB import static dev.pagewalk.core.contract.NotWrittenYet.todo;
// BEGIN SOLUTION
import static dev.pagewalk.core.mm.Mm.mm_counter;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Mm.vm_normal_page;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
// END SOLUTION

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.MmStruct;
// BEGIN SOLUTION
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
// END SOLUTION
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** Kata 1: a reference count for a PTE table. What each method must do stands in {@link CowPteRefcount}. */
public final class RefcountKata implements CowPteRefcount {

    @Override
    public int cow_pte_count(PmdPtr pmd) {
        // BEGIN SOLUTION 1.1 cow_pte_count
        return pmd.get().page().refRead();
        // END SOLUTION
    }

    @Override
    public int pmd_get_pte(PmdPtr pmd) {
        // BEGIN SOLUTION 1.1 pmd_get_pte
        return pmd.get().page().refIncReturn();
        // END SOLUTION
    }

    @Override
    public boolean cow_pte_owner_is_same(PmdPtr pmd, @Nullable PmdPtr owner) {
        // BEGIN SOLUTION 1.2 cow_pte_owner_is_same
        return pmd.get().page().owner() == addressOf(owner);
        // END SOLUTION
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, @Nullable PmdPtr owner) {
        // BEGIN SOLUTION 1.2 set_cow_pte_owner
        pmd.get().page().setOwner(addressOf(owner));
        // END SOLUTION
    }

    @Override
    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        // BEGIN SOLUTION 1.3 cow_pte_rss
        Pmd table = pmd.get();
        for (Vma part : mm.vmasIn(addr, end)) {
            long stop = Math.min(end, part.end());
            for (long a = Math.max(addr, part.start()); a < stop; a += PAGE_SIZE) {
                Page page = vm_normal_page(part, a, pte_offset(table, a).get());
                if (page != null) {
                    mm.addRss(mm_counter(page), inc ? 1 : -1);
                }
            }
        }
        // END SOLUTION
    }

    @Override
    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        // BEGIN SOLUTION 1.4 cow_pte_fallback
        MmStruct mm = vma.mm();
        long start = addr & PMD_MASK;
        if (!cow_pte_owner_is_same(pmd, pmd)) {
            cow_pte_rss(mm, vma, pmd, start, start + PMD_SIZE, true);
            mm_inc_nr_ptes(mm);
        }
        set_cow_pte_owner(pmd, null);
        pmd.mkwrite();
        // END SOLUTION
    }

    @Override
    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        // BEGIN SOLUTION 1.5 pmd_put_pte
        if (pmd.get().page().refAddUnless(-1, 1) || !reuse) {
            return 0;
        }
        cow_pte_fallback(vma, pmd, addr);
        return 1;
        // END SOLUTION
    }
    // BEGIN SOLUTION

    private static long addressOf(@Nullable PmdPtr slot) {
        return slot == null ? 0 : slot.address();
    }
    // END SOLUTION
}
