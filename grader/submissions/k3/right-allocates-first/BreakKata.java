package dev.pagewalk.katas.k3_break;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.Cow;
import dev.pagewalk.core.kernel.Pgalloc;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.Vma;
import java.util.function.ToIntFunction;

/** Gets memory before it takes any lock, and looks again under the lock whether it is needed. */
public final class BreakKata implements BreakCowPte {
    private static final int SPARE_IS_MISSING = -1;

    /** A slot, the mm that it belongs to and the 2 MiB that it maps. */
    private record Site(Vma vma, PmdPtr pmd, long start) {
        Site(Vma vma, PmdPtr pmd, long start) {
            this.vma = vma;
            this.pmd = pmd;
            this.start = start & PgtableTypes.PMD_MASK;
        }

        MmStruct mm() {
            return vma.mm();
        }

        CowPteRefcount refcount() {
            return MmOps.of(vma.mm()).refcount();
        }

        void charge(int sign) {
            refcount().cow_pte_rss(mm(), vma, pmd, start, start + PgtableTypes.PMD_SIZE, sign > 0);
            if (sign > 0) {
                Mm.mm_inc_nr_ptes(mm());
            } else {
                Mm.mm_dec_nr_ptes(mm());
            }
        }

        void flush() {
            Tlbflush.flush_tlb_range(mm(), start, start + PgtableTypes.PMD_SIZE);
        }
    }

    @Override
    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        Site site = new Site(vma, pmd, addr);
        Page spare = seemsShared(pmd) ? Pgalloc.pte_alloc_one(vma.mm()) : null;
        boolean[] used = new boolean[1];
        int result = underLock(site, table -> {
            if (site.refcount().pmd_put_pte(vma, pmd, site.start(), table.refRead() == 1) == 1) {
                return 1;
            }
            // pmd_put_pte has dropped the reference: nobody can act on that before the lock is released.
            if (spare == null) {
                table.refIncReturn();
                return SPARE_IS_MISSING;
            }
            used[0] = true;
            return replace(site, table, spare);
        });
        if (spare != null && !used[0]) {
            Pgalloc.pte_free(vma.mm(), spare);
        }
        return result == SPARE_IS_MISSING ? -Errno.ENOMEM : result;
    }

    private static int replace(Site site, Page table, Page spare) {
        Cow.copy_pte_table(site.mm(), table, spare, site.start());
        if (table.owner() == site.pmd().address()) {
            table.setOwner(0);
        } else {
            site.charge(1);
        }
        site.pmd().getAndSet(Pmd.ofTable(spare));
        site.flush();
        return 0;
    }

    @Override
    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        Site site = new Site(vma, pmd, addr);
        return underLock(site, table -> {
            if (table.refRead() == 1) {
                return site.refcount().pmd_put_pte(vma, pmd, addr, true);
            }
            if (table.owner() == pmd.address()) {
                site.charge(-1);
                table.setOwner(0);
            }
            Pgtable.pmd_clear(pmd);
            site.flush();
            table.refDecReturn();
            return 0;
        });
    }

    @Override
    public int handle_cow_pte(Vma vma, PmdPtr pmd, long addr, boolean alloc) {
        PmdPtr slot = pmd != null ? pmd : Pgtable.pmd_offset(vma.mm(), addr);
        if (slot == null) {
            return 0;
        }
        return alloc ? break_cow_pte(vma, slot, addr) : zap_cow_pte(vma, slot, addr);
    }

    /** A guess, to know whether memory will be needed. */
    private static boolean seemsShared(PmdPtr pmd) {
        Pmd seen = pmd.get();
        return seen.isTable() && !seen.isWrite() && seen.page().refRead() > 1;
    }

    /** Runs an action with the lock of the shared table of a slot; without one, says what is there. */
    private static int underLock(Site site, ToIntFunction<Page> action) {
        Rcu rcu = site.mm().platform().rcu();
        for (;;) {
            rcu.rcu_read_lock();
            Pmd seen = site.pmd().get();
            if (!seen.isTable() || seen.isWrite()) {
                rcu.rcu_read_unlock();
                return seen.isTable() ? 1 : 0;
            }
            Page table = seen.page();
            table.lock().lock();
            Pmd again = site.pmd().get();
            if (again.withoutWrite().isTable() && again.page().equals(table) && again.isWrite() == seen.isWrite()) {
                int result = action.applyAsInt(table);
                table.lock().unlock();
                rcu.rcu_read_unlock();
                return result;
            }
            table.lock().unlock();
            rcu.rcu_read_unlock();
        }
    }
}
