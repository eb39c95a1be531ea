package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PercpuRef.PERCPU_REF_ALLOW_REINIT;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_exit;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_init;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_is_zero;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_percpu;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_tryget;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.core.mm.SpinLock;
import dev.pagewalk.core.mm.Tlbflush;

/** What the callers of FREE_USER_PTE are tried with: the two contracts, as short as they can be. */
final class ReclaimKatas implements PteRef, FreeUserPte {

    @Override
    public boolean pte_ref_init(Page pte) {
        PercpuRef ref = pte.platform().refs().kmallocPercpuRef();
        if (ref == null) {
            return false;
        }
        if (percpu_ref_init(ref, null, PERCPU_REF_ALLOW_REINIT) < 0) {
            pte.platform().refs().kfree(ref);
            return false;
        }
        percpu_ref_put(ref);
        pte.setPteRef(ref);
        return true;
    }

    @Override
    public void pte_ref_free(Page pte) {
        PercpuRef ref = pte.pteRef();
        if (ref != null) {
            pte.setPteRef(null);
            percpu_ref_exit(ref);
            pte.platform().refs().kfree(ref);
        }
    }

    @Override
    public boolean pte_tryget(MmStruct mm, PmdPtr pmd, long addr) {
        Rcu rcu = mm.platform().rcu();
        rcu.rcu_read_lock();
        Pmd value = pmd.get();
        boolean table = value.isTable();
        boolean got = table && percpu_ref_tryget(value.page().pteRef());
        rcu.rcu_read_unlock();
        if (table && !got) {
            free_user_pte(mm, pmd, addr & PMD_MASK);
        }
        return got;
    }

    @Override
    public void __pte_put(Page page) {
        percpu_ref_put(page.pteRef());
    }

    @Override
    public void pte_put(PtePtr ptep) {
        if (!ptep.isHuge()) {
            __pte_put(Pgtable.pte_to_page(ptep));
        }
    }

    @Override
    public void free_user_pte(MmStruct mm, PmdPtr pmd, long addr) {
        SpinLock lock = mm.pmd_lock(pmd);
        lock.lock();
        Pmd value = pmd.get();
        boolean dead = value.isTable() && percpu_ref_is_zero(value.page().pteRef());
        if (dead) {
            Pgtable.pmd_clear(pmd);
            Tlbflush.flush_tlb_range(mm, addr, addr + PMD_SIZE);
        }
        lock.unlock();
        if (dead) {
            pte_free_debug(value);
            Mm.mm_dec_nr_ptes(mm);
            Mm.call_rcu(value.page(), this::pte_free_rcu);
        }
    }

    @Override
    public void try_to_free_user_pte(MmStruct mm, PmdPtr pmd, long addr, boolean switch_back) {
        if (!pte_tryget(mm, pmd, addr)) {
            return;
        }
        Page table = pmd.get().page();
        percpu_ref_switch_to_atomic_sync(table.pteRef());
        Rcu rcu = mm.platform().rcu();
        rcu.rcu_read_lock();
        __pte_put(table);
        boolean zero = percpu_ref_is_zero(table.pteRef());
        rcu.rcu_read_unlock();
        if (zero) {
            free_user_pte(mm, pmd, addr & PMD_MASK);
        } else if (switch_back && pte_tryget(mm, pmd, addr)) {
            Page now = pmd.get().page();
            percpu_ref_switch_to_percpu(now.pteRef());
            __pte_put(now);
        }
    }

    @Override
    public void pte_free_debug(Pmd pmd) {
        for (long addr = 0; addr < PMD_SIZE; addr += PAGE_SIZE) {
            if (!Pgtable.pte_offset(pmd, addr).isNone()) {
                throw new IllegalStateException("pte[" + addr / PAGE_SIZE + "] of a table that is freed is not none");
            }
        }
    }

    @Override
    public void pte_free_rcu(Page page) {
        Pgalloc.pgtable_pte_page_dtor(page);
        Pgalloc.free_table(page);
    }
}
