package dev.pagewalk.checks.support;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.solutions.k1_refcount.RefcountKata;

/** The reference with one method that a test replaces. */
class WrappedRefcount implements CowPteRefcount {
    private final CowPteRefcount right = new RefcountKata();

    @Override
    public int cow_pte_count(PmdPtr pmd) {
        return right.cow_pte_count(pmd);
    }

    @Override
    public int pmd_get_pte(PmdPtr pmd) {
        return right.pmd_get_pte(pmd);
    }

    @Override
    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        return right.cow_pte_owner_is_same(pmd, owner);
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        right.set_cow_pte_owner(pmd, owner);
    }

    @Override
    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        right.cow_pte_rss(mm, vma, pmd, addr, end, inc);
    }

    @Override
    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        right.cow_pte_fallback(vma, pmd, addr);
    }

    @Override
    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        if (pmd.get().page().refAddUnless(-1, 1) || !reuse) {
            return 0;
        }
        cow_pte_fallback(vma, pmd, addr);
        return 1;
    }
}
