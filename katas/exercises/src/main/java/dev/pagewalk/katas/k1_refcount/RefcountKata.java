package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** Kata 1: a reference count for a PTE table. What each method must do stands in {@link CowPteRefcount}. */
public final class RefcountKata implements CowPteRefcount {

    @Override
    public int cow_pte_count(PmdPtr pmd) {
        throw todo("1.1 cow_pte_count");
    }

    @Override
    public int pmd_get_pte(PmdPtr pmd) {
        throw todo("1.1 pmd_get_pte");
    }

    @Override
    public boolean cow_pte_owner_is_same(PmdPtr pmd, @Nullable PmdPtr owner) {
        throw todo("1.2 cow_pte_owner_is_same");
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, @Nullable PmdPtr owner) {
        throw todo("1.2 set_cow_pte_owner");
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
