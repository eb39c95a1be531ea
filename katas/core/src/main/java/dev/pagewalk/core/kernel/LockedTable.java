package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;

/**
 * A PTE table that the current CPU has locked, known to be what its slot names: {@code pte_offset_map_lock} of Linux.
 *
 * <p>A table may be freed, or replaced in its slot, by others until its lock is held. So either it is visited (kata 4), or
 * the slot is read, in an RCU section, before and after the lock is taken.
 */
final class LockedTable {
    private final Pmd pmd;
    private final Page page;
    private final @Nullable PteRef visited;
    private final @Nullable PercpuRef entries;

    private LockedTable(Pmd pmd, @Nullable PteRef visited) {
        this.pmd = pmd;
        this.page = pmd.page();
        this.visited = visited;
        this.entries = MmOps.of(page).isFreeUserPte() ? page.pteRef() : null;
    }

    /** Locks the table that a slot names; null if it names none (any more). Locking: mmap lock for read. */
    static @Nullable LockedTable lock(MmStruct mm, PmdPtr slot, long addr) {
        MmOps ops = MmOps.of(mm);
        if (!ops.has(PteRef.class)) {
            return lockChecked(mm, slot);
        }
        PteRef refs = ops.pteRef();
        if (!refs.pte_tryget(mm, slot, addr)) {
            return null;
        }
        LockedTable table = new LockedTable(slot.get(), refs);
        table.page.lock().lock();
        return table;
    }

    /** Locks the table that a slot names, where nobody can change the slot: mmap lock for write. */
    static LockedTable lockStable(Pmd pmd) {
        LockedTable table = stable(pmd);
        table.page.lock().lock();
        return table;
    }

    /** The table that a slot names, not locked yet, where nobody can change the slot: mmap lock for write. */
    static LockedTable stable(Pmd pmd) {
        return new LockedTable(pmd, null);
    }

    private static @Nullable LockedTable lockChecked(MmStruct mm, PmdPtr slot) {
        mm.platform().rcu().rcu_read_lock();
        LockedTable found = null;
        Pmd seen = slot.get();
        while (found == null && seen.isTable()) {
            seen.page().lock().lock();
            Pmd again = slot.get();
            if (isSame(seen, again)) {
                found = new LockedTable(again, null);
            } else {
                seen.page().lock().unlock();
            }
            seen = again;
        }
        mm.platform().rcu().rcu_read_unlock();
        return found;
    }

    /** Frame and RW; not the whole word, for the hardware may have set A. */
    private static boolean isSame(Pmd seen, Pmd again) {
        return again.isTable() && again.page().equals(seen.page()) && again.isWrite() == seen.isWrite();
    }

    Page page() {
        return page;
    }

    /** Whether the slot is read-only: whoever wants to write an entry has to break away first. */
    boolean isShared() {
        return !pmd.isWrite();
    }

    PtePtr at(long addr) {
        return Pgtable.pte_offset(pmd, addr);
    }

    /** Writes an entry that was none. */
    void install(PtePtr at, Pte pte) {
        if (entries != null) {
            PercpuRef.percpu_ref_get(entries);
        }
        at.set(pte);
    }

    /** Makes an entry none that was not; returns what the hardware left there. */
    Pte takeOut(PtePtr at) {
        Pte was = at.getAndSet(Pte.NONE);
        if (entries != null) {
            PercpuRef.percpu_ref_put(entries);
        }
        return was;
    }

    /** Takes the lock, for a pair of tables that are locked by address. */
    void lock() {
        page.lock().lock();
    }

    void unlock() {
        page.lock().unlock();
        if (visited != null) {
            visited.pte_put(at(0));
        }
    }
}
