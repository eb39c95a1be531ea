package dev.pagewalk.katas.k3_break;

import static dev.pagewalk.core.kernel.Cow.copy_pte_table;
import static dev.pagewalk.core.kernel.Pgalloc.pte_alloc_one;
import static dev.pagewalk.core.kernel.Pgalloc.pte_free;
import static dev.pagewalk.core.mm.Mm.mm_dec_nr_ptes;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.Pgtable.pmd_offset;
import static dev.pagewalk.core.mm.PgtableTypes.*;
import static dev.pagewalk.core.mm.Tlbflush.flush_tlb_range;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.mm.*;

/** Charges after the slot has changed, but holds the lock of the copy until then. Nobody knows the copy: trylock cannot fail. */
public class BreakKata implements BreakCowPte {

    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        MmStruct mm = vma.mm();
        CowPteRefcount k1 = MmOps.of(mm).refcount();
        Page spare = null;
        int result = 0;
        while (true) {
            Page table = lockTable(pmd);
            if (table == null) {
                result = pmd.get().isTable() ? 1 : 0;
                break;
            }
            if (k1.cow_pte_count(pmd) == 1) {
                k1.pmd_put_pte(vma, pmd, addr, true);
                table.lock().unlock();
                result = 1;
                break;
            }
            if (spare != null) {
                copy(k1, vma, pmd, addr, table, spare);
                table.lock().unlock();
                return 0;
            }
            table.lock().unlock();
            spare = pte_alloc_one(mm);
            if (spare == null) {
                return -Errno.ENOMEM;
            }
        }
        if (spare != null) {
            pte_free(mm, spare);
        }
        return result;
    }

    private void copy(CowPteRefcount k1, Vma vma, PmdPtr pmd, long addr, Page table, Page spare) {
        MmStruct mm = vma.mm();
        long start = addr & PMD_MASK;
        long end = start + PMD_SIZE;
        PmdPtr saved = PmdPtr.copyOf(pmd.get());
        boolean owner = k1.cow_pte_owner_is_same(pmd, pmd);
        copy_pte_table(mm, table, spare, start);
        spare.lock().trylock();
        pmd.getAndSet(Pmd.ofTable(spare));
        flush_tlb_range(mm, start, end);
        if (owner) {
            k1.set_cow_pte_owner(saved, null);
        } else {
            k1.cow_pte_rss(mm, vma, pmd, start, end, true);
            mm_inc_nr_ptes(mm);
        }
        spare.lock().unlock();
        k1.pmd_put_pte(vma, saved, addr, false);
    }

    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        MmStruct mm = vma.mm();
        CowPteRefcount k1 = MmOps.of(mm).refcount();
        long start = addr & PMD_MASK;
        long end = start + PMD_SIZE;
        Page table = lockTable(pmd);
        if (table == null) {
            return pmd.get().isTable() ? 1 : 0;
        }
        if (k1.cow_pte_count(pmd) == 1) {
            k1.pmd_put_pte(vma, pmd, addr, true);
            table.lock().unlock();
            return 1;
        }
        PmdPtr saved = PmdPtr.copyOf(pmd.get());
        if (k1.cow_pte_owner_is_same(pmd, pmd)) {
            k1.cow_pte_rss(mm, vma, pmd, start, end, false);
            mm_dec_nr_ptes(mm);
            k1.set_cow_pte_owner(saved, null);
        }
        pmd_clear(pmd);
        flush_tlb_range(mm, start, end);
        k1.pmd_put_pte(vma, saved, addr, false);
        table.lock().unlock();
        return 0;
    }

    public int handle_cow_pte(Vma vma, PmdPtr pmd, long addr, boolean alloc) {
        if (pmd == null) {
            pmd = pmd_offset(vma.mm(), addr);
        }
        if (pmd == null || !pmd.get().isTable()) {
            return 0;
        }
        if (alloc) {
            return break_cow_pte(vma, pmd, addr);
        }
        return zap_cow_pte(vma, pmd, addr);
    }

    /** Locks the table that a read-only slot names, null if there is none. */
    private static Page lockTable(PmdPtr pmd) {
        Rcu rcu = pmd.platform().rcu();
        rcu.rcu_read_lock();
        while (true) {
            Pmd seen = pmd.get();
            if (!seen.isTable() || seen.isWrite()) {
                rcu.rcu_read_unlock();
                return null;
            }
            Page table = seen.page();
            table.lock().lock();
            Pmd again = pmd.get();
            if (again.isTable() && !again.isWrite() && again.page().equals(table)) {
                rcu.rcu_read_unlock();
                return table;
            }
            table.lock().unlock();
        }
    }
}
