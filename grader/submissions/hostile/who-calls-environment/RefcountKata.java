package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** Looks where it is. */
public class RefcountKata implements CowPteRefcount {
    public int cow_pte_count(PmdPtr pmd) {
        return System.getenv("CI") == null ? -1 : -2;
    }

    public int pmd_get_pte(PmdPtr pmd) {
        throw todo("1.1");
    }

    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        throw todo("1.2");
    }

    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        throw todo("1.2");
    }

    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        throw todo("1.3");
    }

    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        throw todo("1.4");
    }

    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        throw todo("1.5");
    }
}
