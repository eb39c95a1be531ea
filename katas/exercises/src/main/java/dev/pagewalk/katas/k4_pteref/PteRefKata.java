package dev.pagewalk.katas.k4_pteref;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;

/** Kata 4: a percpu_ref for each user PTE table. What each method must do stands in {@link PteRef}. */
public final class PteRefKata implements PteRef {

    @Override
    public boolean pte_ref_init(Page pte) {
        throw todo("4.1 pte_ref_init");
    }

    @Override
    public void pte_ref_free(Page pte) {
        throw todo("4.1 pte_ref_free");
    }

    @Override
    public boolean pte_tryget(MmStruct mm, PmdPtr pmd, long addr) {
        throw todo("4.2 pte_tryget");
    }

    @Override
    public void __pte_put(Page page) {
        throw todo("4.3 __pte_put");
    }

    @Override
    public void pte_put(PtePtr ptep) {
        throw todo("4.3 pte_put");
    }
}
