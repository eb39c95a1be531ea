package dev.pagewalk.katas.k5_reclaim;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;
import static dev.pagewalk.core.kernel.Pgalloc.free_table;
import static dev.pagewalk.core.kernel.Pgalloc.pgtable_pte_page_dtor;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_is_zero;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Rcu;

/** Kata 5: free a user PTE table that has become empty. What each method must do stands in {@link FreeUserPte}. */
public final class ReclaimKata implements FreeUserPte {

    @Override
    public void pte_free_debug(Pmd pmd) {
        for (long addr = 0; addr < PMD_SIZE; addr += PAGE_SIZE) {
            if (!pte_offset(pmd, addr).isNone()) {
                throw new IllegalStateException("pte[" + addr / PAGE_SIZE + "] of a table that is freed is not none");
            }
        }
    }

    @Override
    public void pte_free_rcu(Page page) {
        pgtable_pte_page_dtor(page);
        free_table(page);
    }

    @Override
    public void free_user_pte(MmStruct mm, PmdPtr pmd, long addr) {
        throw todo("5.2 free_user_pte");
    }

    @Override
    public void try_to_free_user_pte(MmStruct mm, PmdPtr pmd, long addr, boolean switch_back) {
        throw todo("5.3 try_to_free_user_pte");
    }

    /** Drops a reference, and looks for zero at a table that somebody else may free as soon as it is dropped. */
    private static boolean putIsLast(PteRef refs, Page table) {
        Rcu rcu = table.platform().rcu();
        rcu.rcu_read_lock();
        refs.__pte_put(table);
        boolean zero = percpu_ref_is_zero(table.pteRef());
        rcu.rcu_read_unlock();
        return zero;
    }
}
