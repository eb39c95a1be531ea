package dev.pagewalk.katas.k5_reclaim;

import static dev.pagewalk.core.kernel.Pgalloc.free_table;
import static dev.pagewalk.core.kernel.Pgalloc.pgtable_pte_page_dtor;
import static dev.pagewalk.core.mm.Mm.mm_dec_nr_ptes;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_is_zero;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_percpu;
import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.Tlbflush.flush_tlb_range;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.core.mm.SpinLock;

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
        SpinLock ptl = mm.pmd_lock(pmd);
        ptl.lock();
        Pmd dead = pmd.get();
        if (!isAtFinalZero(dead)) { // another one may have freed it, and a new table may be here
            ptl.unlock();
            return;
        }
        pmd_clear(pmd);
        flush_tlb_range(mm, addr, addr + PMD_SIZE); // no CPU walks through it any more
        ptl.unlock();

        pte_free_debug(dead);
        mm_dec_nr_ptes(mm);
    }

    @Override
    public void try_to_free_user_pte(MmStruct mm, PmdPtr pmd, long addr, boolean switch_back) {
        PteRef refs = MmOps.of(mm).pteRef();
        if (mm == mm.platform().init_mm() || !refs.pte_tryget(mm, pmd, addr)) {
            return;
        }
        Page table = pmd.get().page();
        percpu_ref_switch_to_atomic_sync(table.pteRef());
        if (putIsLast(refs, table)) {
            free_user_pte(mm, pmd, addr & PMD_MASK);
        } else if (switch_back && refs.pte_tryget(mm, pmd, addr)) {
            Page now = pmd.get().page(); // perhaps not the same: it is held, and so it stays
            percpu_ref_switch_to_percpu(now.pteRef());
            refs.__pte_put(now);
        }
    }

    private static boolean isAtFinalZero(Pmd pmd) {
        return pmd.isTable() && percpu_ref_is_zero(pmd.page().pteRef());
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
