package dev.pagewalk.katas.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.Cow;
import dev.pagewalk.core.kernel.Pgalloc;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.Vma;

/** Locks, asks for memory that is at hand, and only if there is none lets go of the lock and waits for some. */
public class BreakKata implements BreakCowPte {

    @Override
    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        MmStruct mm = vma.mm();
        CowPteRefcount refcount = MmOps.of(mm).refcount();
        Page got = null;
        for (;;) {
            Page old = lock(mm, pmd);
            if (old == null || refcount.cow_pte_count(pmd) == 1) {
                if (old != null) {
                    refcount.cow_pte_fallback(vma, pmd, addr);
                    old.lock().unlock();
                }
                if (got != null) {
                    Pgalloc.pte_free(mm, got);
                }
                return pmd.get().isTable() ? 1 : 0;
            }
            Page fresh = got != null ? got : atHand(mm);
            if (fresh != null) {
                exchange(vma, pmd, addr & PMD_MASK, old, fresh);
                old.lock().unlock();
                return 0;
            }
            old.lock().unlock();
            got = Pgalloc.pte_alloc_one(mm);
            if (got == null) {
                return -Errno.ENOMEM;
            }
        }
    }

    private static Page atHand(MmStruct mm) {
        Page page = Pgalloc.alloc_table(mm.platform(), Gfp.GFP_ATOMIC);
        if (page != null && !Pgalloc.pgtable_pte_page_ctor(page)) {
            Pgalloc.free_table(page);
            return null;
        }
        return page;
    }

    private static void exchange(Vma vma, PmdPtr pmd, long start, Page old, Page fresh) {
        MmStruct mm = vma.mm();
        CowPteRefcount refcount = MmOps.of(mm).refcount();
        Cow.copy_pte_table(mm, old, fresh, start);
        if (old.owner() == pmd.address()) {
            old.setOwner(0);
        } else {
            refcount.cow_pte_rss(mm, vma, pmd, start, start + PMD_SIZE, true);
            Mm.mm_inc_nr_ptes(mm);
        }
        pmd.getAndSet(Pmd.ofTable(fresh));
        Tlbflush.flush_tlb_range(mm, start, start + PMD_SIZE);
        old.refAddUnless(-1, 1);
    }

    @Override
    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        MmStruct mm = vma.mm();
        CowPteRefcount refcount = MmOps.of(mm).refcount();
        Page old = lock(mm, pmd);
        if (old == null) {
            return pmd.get().isTable() ? 1 : 0;
        }
        boolean last = old.refRead() == 1;
        if (last) {
            refcount.cow_pte_fallback(vma, pmd, addr);
        } else {
            long start = addr & PMD_MASK;
            if (old.owner() == pmd.address()) {
                refcount.cow_pte_rss(mm, vma, pmd, start, start + PMD_SIZE, false);
                Mm.mm_dec_nr_ptes(mm);
                old.setOwner(0);
            }
            Pgtable.pmd_clear(pmd);
            Tlbflush.flush_tlb_range(mm, start, start + PMD_SIZE);
            old.refAddUnless(-1, 1);
        }
        old.lock().unlock();
        return last ? 1 : 0;
    }

    @Override
    public int handle_cow_pte(Vma vma, PmdPtr pmd, long addr, boolean alloc) {
        PmdPtr slot = pmd == null ? Pgtable.pmd_offset(vma.mm(), addr) : pmd;
        if (slot == null || !slot.get().isTable()) {
            return 0;
        }
        if (slot.get().isWrite()) {
            return 1;
        }
        return alloc ? break_cow_pte(vma, slot, addr) : zap_cow_pte(vma, slot, addr);
    }

    private static Page lock(MmStruct mm, PmdPtr pmd) {
        Page locked = null;
        boolean shared = true;
        while (shared && locked == null) {
            mm.platform().rcu().rcu_read_lock();
            Pmd seen = pmd.get();
            shared = seen.isTable() && !seen.isWrite();
            if (shared) {
                seen.page().lock().lock();
                Pmd now = pmd.get();
                if (now.isTable() && !now.isWrite() && now.page().equals(seen.page())) {
                    locked = now.page();
                } else {
                    seen.page().lock().unlock();
                }
            }
            mm.platform().rcu().rcu_read_unlock();
        }
        return locked;
    }
}
