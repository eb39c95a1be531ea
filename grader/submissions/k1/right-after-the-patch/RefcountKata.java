package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.mm.Mm.mm_counter;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Mm.vm_normal_page;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.PgtableTypes.*;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.*;

/** After the patch of 2022-09-27, with its review taken in. */
public class RefcountKata implements CowPteRefcount {

    public int cow_pte_count(PmdPtr pmd) {
        return pmd.get().page().refRead();
    }

    public int pmd_get_pte(PmdPtr pmd) {
        return pmd.get().page().refIncReturn();
    }

    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        return pmd.get().page().owner() == (owner == null ? 0 : owner.address());
    }

    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        pmd.get().page().setOwner(owner == null ? 0 : owner.address());
    }

    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        Pmd table = pmd.get();
        for (; addr != end; addr += PAGE_SIZE) {
            Pte pte = pte_offset(table, addr).get();
            if (!pte.isPresent())
                continue;
            Vma own = mm.find_vma(addr);
            if (own == null)
                continue;
            Page page = vm_normal_page(own, addr, pte);
            if (page == null)
                continue;
            mm.addRss(mm_counter(page), inc ? 1 : -1);
        }
    }

    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        long start = addr & PMD_MASK;
        long end = start + PMD_SIZE;
        if (!cow_pte_owner_is_same(pmd, pmd)) {
            cow_pte_rss(vma.mm(), vma, pmd, start, end, true);
            mm_inc_nr_ptes(vma.mm());
        }
        set_cow_pte_owner(pmd, null);
        Pmd old;
        do {
            old = pmd.get();
        } while (!pmd.cas(old, old.withWrite()));
    }

    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        if (!pmd.get().page().refAddUnless(-1, 1) && reuse) {
            cow_pte_fallback(vma, pmd, addr);
            return 1;
        }
        return 0;
    }
}
