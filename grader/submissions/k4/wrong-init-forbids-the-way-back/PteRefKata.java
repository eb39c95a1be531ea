package dev.pagewalk.katas.k4_pteref;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_exit;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_init;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_tryget;
import static dev.pagewalk.core.mm.Pgtable.pte_to_page;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.PercpuRefs;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.Rcu;

/** Kata 4: a percpu_ref for each user PTE table. What each method must do stands in {@link PteRef}. */
public final class PteRefKata implements PteRef {

    @Override
    public boolean pte_ref_init(Page pte) {
        PercpuRefs memory = pte.platform().refs();
        PercpuRef ref = memory.kmallocPercpuRef();
        if (ref == null) {
            return false;
        }
        if (percpu_ref_init(ref, null, 0) < 0) {
            memory.kfree(ref);
            return false;
        }
        percpu_ref_put(ref); // it begins with 1, and nobody holds the table yet
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
        rcu.rcu_read_lock(); // from reading the slot to holding the table: it is not freed in between
        Pmd value = pmd.get();
        boolean table = value.isTable();
        boolean got = table && percpu_ref_tryget(value.page().pteRef());
        rcu.rcu_read_unlock();
        if (table && !got) {
            MmOps.of(mm).freeUserPte().free_user_pte(mm, pmd, addr & PMD_MASK);
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
            __pte_put(pte_to_page(ptep));
        }
    }
}
