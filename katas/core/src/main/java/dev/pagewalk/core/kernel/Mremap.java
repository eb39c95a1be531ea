package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.MmuGather;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.Vma;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Moves and resizes a mapping: Linux's {@code mm/mremap.c}. With the mmap lock held for write.
 *
 * <p><em>Simplification:</em> entries move one by one, whole tables never do.
 */
final class Mremap {
    private final MmStruct mm;
    private final long from;
    private final long to;
    private final long length;
    /** An entry place in each table that is kept from being freed while entries move into it. */
    private final List<PtePtr> kept = new ArrayList<>();

    private Mremap(MmStruct mm, long from, long to, long length) {
        this.mm = mm;
        this.from = from;
        this.to = to;
        this.length = length;
    }

    /**
     * Moves {@code length} bytes of one VMA and lets the mapping have {@code newLength} there; the destination is free.
     *
     * @return 0, or -ENOMEM with nothing changed that anybody could see
     */
    static int move(MmStruct mm, long from, long length, long to, long newLength) {
        Mremap moving = new Mremap(mm, from, to, Math.min(length, newLength));
        int error = Mmap.split(mm, from, from + length);
        if (error == 0) {
            error = moving.prepare();
        }
        if (error != 0) {
            return error;
        }
        Vma vma = vmaAt(mm, from);
        Vma moved = new Vma(mm, to, to + newLength, vma.flags(), vma.file(), vma.pgoff());
        mm.add(moved);
        moving.move_page_tables();
        moving.letTablesGo();
        Mmap.takeOut(mm, from, from + length);
        return 0;
    }

    private static Vma vmaAt(MmStruct mm, long addr) {
        return Objects.requireNonNull(mm.find_vma(addr), "the source of a move lies in one VMA");
    }

    /** Everything that can fail: tables at the destination, and private tables on both sides. */
    private int prepare() {
        int error = Cow.prepare(mm, from, from + length, true);
        if (error == 0) {
            error = splitLeaves();
        }
        if (error == 0 && !hasTables()) {
            error = -Errno.ENOMEM;
        }
        if (error == 0) {
            error = unshareDestination();
        }
        if (error != 0) {
            letTablesGo();
            forgetTables();
        }
        return error;
    }

    private int splitLeaves() {
        for (long addr = from; addr < from + length; addr = Pgtable.pmd_addr_end(addr, from + length)) {
            PmdPtr slot = Pgtable.pmd_offset(mm, addr);
            if (slot != null && Huge.split(vmaAt(mm, addr), slot, addr) < 0) {
                return -Errno.ENOMEM;
            }
        }
        return 0;
    }

    private boolean hasTables() {
        for (long addr = from; addr < from + length; addr = partEnd(addr)) {
            PmdPtr source = Pgtable.pmd_offset(mm, addr);
            if (source != null && source.get().isTable() && !hasTable(addr - from + to)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasTable(long addr) {
        PmdPtr slot = PageTables.pmd_alloc(mm, addr);
        return slot != null && PageTables.pte_alloc(mm, slot) && keep(slot, addr);
    }

    /**
     * Visits a table at the destination until all has moved: it may be empty, or lose its last entry on the way. One that is
     * at final zero is freed by the attempt, and a new one takes its place.
     */
    private boolean keep(PmdPtr slot, long addr) {
        if (!MmOps.of(mm).has(PteRef.class)) {
            return true;
        }
        PteRef refs = MmOps.of(mm).pteRef();
        if (!refs.pte_tryget(mm, slot, addr)) {
            if (!PageTables.pte_alloc(mm, slot)) {
                return false;
            }
            if (!refs.pte_tryget(mm, slot, addr)) {
                throw new RuleBroken("I35 reclaim: a pte_tryget that fails at final zero helps to free the table", "a visit of a fresh table", slot + " cannot be visited");
            }
        }
        kept.add(Pgtable.pte_offset(slot.get(), addr));
        return true;
    }

    private void letTablesGo() {
        kept.forEach(place -> MmOps.of(mm).pteRef().pte_put(place));
        kept.clear();
    }

    /** The end of the part that lies in one table at both places. */
    private long partEnd(long addr) {
        return Math.min(
                Pgtable.pmd_addr_end(addr, from + length),
                Pgtable.pmd_addr_end(addr - from + to, to + length) - to + from);
    }

    /** Another VMA may lie in the same 2 MiB as the destination, and its table may be shared. */
    private int unshareDestination() {
        for (long addr = to & PMD_MASK; addr < to + length; addr += PMD_SIZE) {
            PmdPtr slot = Pgtable.pmd_offset(mm, addr);
            if (slot != null && slot.get().isTable() && !slot.get().isWrite()
                    && Cow.unshare(mm.vmasIn(addr, addr + PMD_SIZE).get(0), slot, addr) < 0) {
                return -Errno.ENOMEM;
            }
        }
        return 0;
    }

    /** Tables that were put under the destination, where no VMA came. */
    private void forgetTables() {
        MmuGather gather = new MmuGather(mm);
        PageTables.free_pgtables(gather, to, to + length);
        gather.flush();
    }

    private void move_page_tables() {
        long next;
        for (long addr = from; addr < from + length; addr = next) {
            next = partEnd(addr);
            PmdPtr source = Pgtable.pmd_offset(mm, addr);
            PmdPtr target = Pgtable.pmd_offset(mm, addr - from + to);
            if (source != null && source.get().isTable() && target != null && target.get().isTable()) {
                moveEntries(source, target, addr, next);
            }
        }
    }

    /** A source table without a target came in as somebody else's target: it holds nothing of the source. */
    private void moveEntries(PmdPtr source, PmdPtr target, long addr, long end) {
        TablePair tables = new TablePair(LockedTable.stable(source.get()), LockedTable.stable(target.get()));
        tables.lock();
        PtePtr src = tables.from().at(addr);
        PtePtr dst = tables.to().at(addr - from + to);
        for (long at = addr; at < end; at += PAGE_SIZE) {
            Pte pte = src.get();
            if (!pte.isNone()) {
                tables.to().install(dst, tables.from().takeOut(src));
            }
            src = src.next();
            dst = dst.next();
        }
        Tlbflush.flush_tlb_range(mm, addr, end);
        tables.unlock();
    }
}
