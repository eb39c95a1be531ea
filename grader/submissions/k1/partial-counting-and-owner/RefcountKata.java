package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.MmStruct;
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
        return pmd.get().page().owner() == (owner == null ? 0 : owner.address());
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        pmd.get().page().setOwner(owner == null ? 0 : owner.address());
    }

    @Override
    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        throw todo("1.3 cow_pte_rss");
    }

    @Override
    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        throw todo("1.4 cow_pte_fallback");
    }

    @Override
    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        throw todo("1.5 pmd_put_pte");
    }
}
