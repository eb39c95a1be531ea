package dev.pagewalk.katas.k3_break;

import static dev.pagewalk.core.kernel.Cow.copy_pte_table;
import static dev.pagewalk.core.kernel.Pgalloc.pte_alloc_one;
import static dev.pagewalk.core.kernel.Pgalloc.pte_free;
import static dev.pagewalk.core.mm.Mm.mm_dec_nr_ptes;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.Pgtable.pmd_offset;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.Tlbflush.flush_tlb_range;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;

import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.core.mm.Vma;

/** Kata 3: writers break away from a shared table, unmappers let go of it. What each method must do stands in {@link BreakCowPte}. */
public final class BreakKata implements BreakCowPte {

    @Override
    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        Fate fate = tryToBreak(vma, pmd, addr, null);
        if (fate != Fate.NEEDS_TABLE) {
            return fate.result;
        }
        Page copy = pte_alloc_one(vma.mm());
        if (copy == null) {
            return -Errno.ENOMEM;
        }
        fate = tryToBreak(vma, pmd, addr, copy); // the lock was not held: all is decided anew
        if (fate != Fate.COPIED) {
            pte_free(vma.mm(), copy);
        }
        return fate.result;
    }

    @Override
    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        Page table = lockShared(pmd);
        if (table == null) {
            return notShared(pmd).result;
        }
        boolean last = isLast(pmd);
        if (last) {
            refcount(vma).pmd_put_pte(vma, pmd, addr, true);
        } else {
            letGo(vma, pmd, addr);
        }
        table.lock().unlock();
        return last ? 1 : 0;
    }

    @Override
    public int handle_cow_pte(Vma vma, PmdPtr pmd, long addr, boolean alloc) {
        PmdPtr slot = pmd == null ? pmd_offset(vma.mm(), addr) : pmd;
        if (slot == null) {
            return 0;
        }
        return alloc ? break_cow_pte(vma, slot, addr) : zap_cow_pte(vma, slot, addr);
    }

    /** What became of an attempt to break. */
    private enum Fate {
        PRIVATE(1),
        NOTHING_THERE(0),
        COPIED(0),
        NEEDS_TABLE(0);

        private final int result;

        Fate(int result) {
            this.result = result;
        }
    }

    /** Decides and acts in one critical section; without a table to copy to, it may end at NEEDS_TABLE with nothing done. */
    private Fate tryToBreak(Vma vma, PmdPtr pmd, long addr, Page copy) {
        Page table = lockShared(pmd);
        if (table == null) {
            return notShared(pmd);
        }
        Fate fate = Fate.NEEDS_TABLE;
        if (isLast(pmd)) {
            refcount(vma).pmd_put_pte(vma, pmd, addr, true);
            fate = Fate.PRIVATE;
        } else if (copy != null) {
            moveTo(copy, table, vma, pmd, addr);
            fate = Fate.COPIED;
        }
        table.lock().unlock();
        return fate;
    }

    /**
     * The slot changes in one step from the shared table to the copy. Before it, the copy is paid for: once it can be seen,
     * other threads fill and empty it under its own lock, and count what they do. After it, the TLBs forget the shared table
     * before its count falls.
     */
    private void moveTo(Page copy, Page table, Vma vma, PmdPtr pmd, long addr) {
        CowPteRefcount refcount = refcount(vma);
        PmdPtr cowed = PmdPtr.copyOf(pmd.get());
        boolean owner = refcount.cow_pte_owner_is_same(pmd, pmd);
        copy_pte_table(vma.mm(), table, copy, addr & PMD_MASK);
        if (!owner) {
            charge(vma, cowed, addr, true); // what is in T is in the copy
        }
        pmd.getAndSet(Pmd.ofTable(copy));
        flush(vma, addr);
        if (owner) {
            refcount.set_cow_pte_owner(cowed, null); // the copy is charged in its place
        }
        refcount.pmd_put_pte(vma, cowed, addr, false);
    }

    private void letGo(Vma vma, PmdPtr pmd, long addr) {
        CowPteRefcount refcount = refcount(vma);
        PmdPtr cowed = PmdPtr.copyOf(pmd.get());
        if (refcount.cow_pte_owner_is_same(pmd, pmd)) {
            charge(vma, pmd, addr, false);
            refcount.set_cow_pte_owner(cowed, null);
        }
        pmd_clear(pmd);
        flush(vma, addr);
        refcount.pmd_put_pte(vma, cowed, addr, false);
    }

    /**
     * Locks the table that a read-only slot names; null if it names none (any more). RCU keeps the table's memory while its
     * lock is waited for; the second look tells whether it is the slot's table still, and still shared.
     */
    private static Page lockShared(PmdPtr pmd) {
        Rcu rcu = pmd.platform().rcu();
        rcu.rcu_read_lock();
        Page locked = null;
        Pmd seen = pmd.get();
        while (locked == null && isShared(seen)) {
            Page table = seen.page();
            table.lock().lock();
            seen = pmd.get();
            if (seen.isTable()) {
                if (!seen.isWrite()) {
                    if (seen.page().equals(table)) {
                        locked = table;
                    }
                }
            }
            if (locked == null) {
                table.lock().unlock();
            }
        }
        rcu.rcu_read_unlock();
        return locked;
    }

    private static boolean isShared(Pmd pmd) {
        return pmd.isTable() && !pmd.isWrite();
    }

    /** Somebody else was faster: did he leave a table of the caller's own? */
    private static Fate notShared(PmdPtr pmd) {
        return pmd.get().isTable() ? Fate.PRIVATE : Fate.NOTHING_THERE;
    }

    private static boolean isLast(PmdPtr pmd) {
        return MmOps.of(pmd).refcount().cow_pte_count(pmd) == 1;
    }

    private static void charge(Vma vma, PmdPtr pmd, long addr, boolean inc) {
        MmStruct mm = vma.mm();
        long start = addr & PMD_MASK;
        refcount(vma).cow_pte_rss(mm, vma, pmd, start, start + PMD_SIZE, inc);
        if (inc) {
            mm_inc_nr_ptes(mm);
        } else {
            mm_dec_nr_ptes(mm);
        }
    }

    private static void flush(Vma vma, long addr) {
        long start = addr & PMD_MASK;
        flush_tlb_range(vma.mm(), start, start + PMD_SIZE);
    }

    private static CowPteRefcount refcount(Vma vma) {
        return MmOps.of(vma.mm()).refcount();
    }
}
