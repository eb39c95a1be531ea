package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.CopyPage;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Vma;
import java.util.List;

/** Shared PTE tables as the rest of the kernel sees them: how it gets rid of sharing before it writes. */
public final class Cow {
    private static final int MOST_TRIES = 16;

    private Cow() {}

    /**
     * Makes the table of a slot private, if it is shared.
     *
     * @return 0, or -ENOMEM with nothing changed
     *     <p><i>Locking</i>: mmap lock for read; may block
     */
    static int unshare(Vma vma, PmdPtr slot, long addr) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Pmd pmd = slot.get();
            if (!pmd.isTable() || pmd.isWrite()) {
                return 0;
            }
            int result = breakCow(vma.mm()).handle_cow_pte(vma, slot, addr & PMD_MASK, true);
            if (result < 0) {
                return result;
            }
        }
        throw new RuleBroken(
                "I33 progress: retries are bounded",
                "a writable slot after handle_cow_pte",
                slot + " = " + slot.get() + " after " + MOST_TRIES + " calls");
    }

    /**
     * Gets a range ready for an operation that writes entries: huge pages and shared tables that it covers only in part are
     * split and unshared, before anything changes.
     *
     * @param all also unshares tables that are covered as a whole
     * @return 0, or -ENOMEM; the logical view is what it was either way
     *     <p><i>Locking</i>: mmap lock for read; may block
     */
    static int prepare(MmStruct mm, long start, long end, boolean all) {
        for (long addr = start & PMD_MASK; addr < end; addr += PMD_SIZE) {
            List<Vma> vmas = mm.vmasIn(Math.max(start, addr), Math.min(end, addr + PMD_SIZE));
            PmdPtr slot = vmas.isEmpty() ? null : Pgtable.pmd_offset(mm, addr);
            if (slot != null && (all && slot.get().isTable() || !isWhole(mm, addr, start, end))) {
                int error = slot.get().isLeaf() ? Huge.split(vmas.get(0), slot, addr) : unshare(vmas.get(0), slot, addr);
                if (error < 0) {
                    return error;
                }
            }
        }
        return 0;
    }

    /** Whether a range covers all that the VMAs of an mm have in the 2 MiB from {@code addr}. */
    static boolean isWhole(MmStruct mm, long addr, long start, long end) {
        for (Vma vma : mm.vmasIn(addr, addr + PMD_SIZE)) {
            if (Math.max(vma.start(), addr) < start || Math.min(vma.end(), addr + PMD_SIZE) > end) {
                return false;
            }
        }
        return true;
    }

    /**
     * Lets go of a shared table as a whole.
     *
     * @return whether it is gone; if not, the slot's table is private and has to be zapped
     */
    static boolean letGo(Vma vma, PmdPtr slot, long addr) {
        return breakCow(vma.mm()).handle_cow_pte(vma, slot, addr & PMD_MASK, false) == 0;
    }

    /**
     * Copies a whole PTE table: all 512 entries, each by the VMA that it belongs to. Private entries become read-only in
     * both; mapcounts, references and swap counts go up by one per entry. Allocates nothing.
     *
     * @param from the table; its lock is held
     * @param to a new table that nobody can reach yet
     * @param start the first address that both map
     * @return 0. An entry that no VMA of {@code mm} covers is not copied
     */
    public static int copy_pte_table(MmStruct mm, Page from, Page to, long start) {
        if (!from.lock().isHeld()) {
            throw new RuleBroken(
                    "copy_pte_table: the source's entries stay still",
                    "the lock of " + from + " held by the caller",
                    "it is not held");
        }
        Pmd source = Pmd.ofTable(from);
        Pmd copy = Pmd.ofTable(to);
        for (Vma vma : mm.vmasIn(start, start + PMD_SIZE)) {
            long stop = Math.min(vma.end(), start + PMD_SIZE);
            for (long addr = Math.max(vma.start(), start); addr < stop; addr += PgtableTypes.PAGE_SIZE) {
                copyEntry(vma, addr, Pgtable.pte_offset(source, addr), Pgtable.pte_offset(copy, addr));
            }
        }
        return 0;
    }

    /** One more table has an entry: it is counted, and read-only in both if its mapping is private. */
    static void copyEntry(Vma vma, long addr, PtePtr from, PtePtr to) {
        Pte pte = from.get();
        if (pte.isNone()) {
            return;
        }
        if (pte.isSwap()) {
            vma.mm().platform().swap().swap_duplicate(pte);
            to.set(pte);
            return;
        }
        if (pte.isWrite() && vma.isPrivate()) {
            from.wrprotect();
        }
        to.set(duplicate(vma, addr, from.get()));
    }

    /** Counts one more mapping, and gives the entry for it. */
    static Pte duplicate(Vma vma, long addr, Pte pte) {
        Page page = Mm.vm_normal_page(vma, addr, pte);
        if (page != null) {
            page.mapcountInc();
            page.refIncReturn();
        }
        return vma.isPrivate() ? new Pte(pte.word() & ~PgtableTypes._PAGE_RW) : pte;
    }

    /** A page of one's own with the contents of another, null = zeroes. */
    static void fill(Page to, @Nullable Page from) {
        if (from != null) {
            CopyPage.copy_user_highpage(to, from);
        }
    }

    private static BreakCowPte breakCow(MmStruct mm) {
        MmOps ops = MmOps.of(mm);
        if (!ops.has(BreakCowPte.class)) {
            throw new RuleBroken(
                    "configuration: only COW_PTE has read-only PMD slots",
                    "a writable slot, or kata 3 plugged in",
                    "a read-only slot of " + mm);
        }
        return ops.breakCow();
    }
}
