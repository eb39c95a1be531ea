package dev.pagewalk.katas.k5_reclaim;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;

/** Kata 5: free a user PTE table that has become empty. What each method must do stands in {@link FreeUserPte}. */
public final class ReclaimKata implements FreeUserPte {

    @Override
    public void pte_free_debug(Pmd pmd) {
        throw todo("5.1 pte_free_debug");
    }

    @Override
    public void pte_free_rcu(Page page) {
        throw todo("5.1 pte_free_rcu");
    }

    @Override
    public void free_user_pte(MmStruct mm, PmdPtr pmd, long addr) {
        throw todo("5.2 free_user_pte");
    }

    @Override
    public void try_to_free_user_pte(MmStruct mm, PmdPtr pmd, long addr, boolean switch_back) {
        throw todo("5.3 try_to_free_user_pte");
    }
}
