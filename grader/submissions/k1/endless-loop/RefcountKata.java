package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.mm.Mm.mm_counter;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Mm.vm_normal_page;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** Kata 1: a reference count for a PTE table. What each method must do stands in {@link CowPteRefcount}. */
public final class RefcountKata implements CowPteRefcount {

    @Override
    public int cow_pte_count(PmdPtr pmd) {
        return pmd.get().page().refRead();
    }

    @Override
    public int pmd_get_pte(PmdPtr pmd) {
        return pmd.get().page().refIncReturn();
    }

    @Override
    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        return pmd.get().page().owner() == addressOf(owner);
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        pmd.get().page().setOwner(addressOf(owner));
    }

    @Override
    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
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
    }

    @Override
    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        MmStruct mm = vma.mm();
        long start = addr & PMD_MASK;
        if (!cow_pte_owner_is_same(pmd, pmd)) {
            cow_pte_rss(mm, vma, pmd, start, start + PMD_SIZE, true);
            mm_inc_nr_ptes(mm);
        }
        set_cow_pte_owner(pmd, null);
        pmd.mkwrite();
    }

    @Override
    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        while (!pmd.get().page().refAddUnless(-1, 1)) {
            if (!reuse) {
                return 0;
            }
            // waits for somebody to take another reference
        }
        return 0;
    }

    private static long addressOf(PmdPtr slot) {
        return slot == null ? 0 : slot.address();
    }
}
