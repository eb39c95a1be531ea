package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_DIRTY;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.MmuGather;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.SpinLock;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import java.util.function.Predicate;

/**
 * Huge pages of private anonymous memory: leaf PMDs that map 2 MiB.
 *
 * <p><em>Simplification:</em> no compound pages. A huge mapping counts as one mapping of each of its 512 pages, so a split
 * changes no count; the table for a split is allocated when it is needed, not deposited before.
 */
final class Huge {
    private static final int ORDER = 9;

    private Huge() {}

    /** Whether the 2 MiB around an address may be mapped as one. */
    static boolean fits(Vma vma, long addr) {
        long start = addr & PMD_MASK;
        return vma.has(VmFlag.VM_HUGEPAGE) && vma.has(VmFlag.VM_WRITE) && vma.isPrivate() && vma.file() == null
                && vma.start() <= start && start + PMD_SIZE <= vma.end();
    }

    /** {@code do_huge_pmd_anonymous_page}; false if no block can be had. Whoever comes second gives his block back. */
    static boolean anonymous(Vma vma, PmdPtr slot) {
        MmStruct mm = vma.mm();
        PageAllocator allocator = mm.platform().allocator();
        Page block = allocator.alloc_pages(Gfp.GFP_KERNEL, ORDER);
        if (block == null) {
            return false;
        }
        SpinLock lock = mm.pmd_lock(slot);
        lock.lock();
        boolean mine = slot.get().isNone();
        if (mine) {
            allocator.split_page(block, ORDER);
            eachPage(mm.map(), block.pfn(), Huge::becomeAnon);
            mm.addRss(RssKind.MM_ANONPAGES, PTRS_PER_PTE);
            slot.set(slot.of(Entries.huge(vma, block)));
        }
        lock.unlock();
        if (!mine) {
            allocator.__free_pages(block, ORDER);
        }
        return true;
    }

    /** A fault on a leaf; null: it was split or has changed, decide anew. */
    static @Nullable VmFault fault(Vma vma, PmdPtr slot, long addr, FaultKind kind) {
        MmStruct mm = vma.mm();
        SpinLock lock = mm.pmd_lock(slot);
        lock.lock();
        Pmd pmd = slot.get();
        boolean enough = pmd.isLeaf() && (kind == FaultKind.READ || kind == FaultKind.WRITE && pmd.isWrite());
        boolean own = !enough && pmd.isLeaf() && eachPage(mm.map(), first(pmd), page -> page.mapcount() == 1);
        if (own && kind == FaultKind.WRITE) {
            slot.mkwrite();
        }
        lock.unlock();
        if (enough || own) {
            return VmFault.DONE;
        }
        return pmd.isLeaf() && split(vma, slot, addr) < 0 ? VmFault.OOM : null;
    }

    /**
     * {@code split_huge_pmd}: a table of 512 entries in place of a leaf.
     *
     * @return 0, also if it was no leaf any more; -ENOMEM with nothing changed. Locking: mmap lock for read; may block
     */
    static int split(Vma vma, PmdPtr slot, long addr) {
        MmStruct mm = vma.mm();
        if (!slot.get().isLeaf()) {
            return 0;
        }
        Page table = Pgalloc.pte_alloc_one(mm);
        if (table == null) {
            return -Errno.ENOMEM;
        }
        SpinLock lock = mm.pmd_lock(slot);
        lock.lock();
        boolean mine = slot.get().isLeaf();
        if (mine) {
            fillFromLeaf(table, slot.get());
            Mm.mm_inc_nr_ptes(mm);
            slot.getAndSet(Pmd.ofTable(table));
            Tlbflush.flush_tlb_range(mm, addr & PMD_MASK, (addr & PMD_MASK) + PMD_SIZE);
        }
        lock.unlock();
        if (!mine) {
            Pgalloc.pte_free(mm, table);
        }
        return 0;
    }

    /** {@code zap_huge_pmd}: takes a whole huge page out, if it is still there and still one. */
    static void zap(MmuGather gather, PmdPtr slot, long addr) {
        MmStruct mm = gather.mm();
        SpinLock lock = mm.pmd_lock(slot);
        lock.lock();
        if (!slot.get().isLeaf()) {
            lock.unlock();
            return;
        }
        Pmd was = slot.getAndSet(slot.of(0));
        gather.clearedEntry(addr & PMD_MASK, PMD_SIZE);
        mm.addRss(RssKind.MM_ANONPAGES, -PTRS_PER_PTE);
        lock.unlock();
        gather.flush();
        eachPage(mm.map(), first(was), page -> {
            gather.lostMapping(page);
            return true;
        });
        gather.flush();
    }

    /** The rights of a whole huge page change. */
    static void changeRights(Vma vma, PmdPtr slot) {
        SpinLock lock = vma.mm().pmd_lock(slot);
        lock.lock();
        Pmd was = slot.get();
        while (!slot.cas(was, slot.of(Entries.changed(was.word(), vma)))) {
            was = slot.get();
        }
        lock.unlock();
    }

    /**
     * {@code copy_huge_pmd}: both map the huge page, read-only.
     *
     * @return 0; -ENOMEM; or 1 if a page is pinned, so that the leaf was split and has to be copied entry by entry
     */
    static int copy(Vma dst, Vma src, PmdPtr dstSlot, PmdPtr srcSlot, long addr) {
        MemMap map = src.mm().map();
        long first = first(srcSlot.get());
        if (src.mm().hasPinned() && !eachPage(map, first, page -> !Mm.page_maybe_dma_pinned(page))) {
            return split(src, srcSlot, addr) < 0 ? -Errno.ENOMEM : 1;
        }
        SpinLock lock = src.mm().pmd_lock(srcSlot);
        lock.lock();
        eachPage(map, first, page -> {
            page.mapcountInc();
            return page.refIncReturn() > 0;
        });
        srcSlot.wrprotect();
        dst.mm().addRss(RssKind.MM_ANONPAGES, PTRS_PER_PTE);
        dstSlot.set(srcSlot.get().withoutWrite());
        lock.unlock();
        return 0;
    }

    private static void fillFromLeaf(Page table, Pmd leaf) {
        PercpuRef refs = MmOps.of(table).isFreeUserPte() ? table.pteRef() : null;
        long entry = leaf.word() & ~_PAGE_PSE | (leaf.isWrite() ? _PAGE_DIRTY : 0);
        PtePtr at = Pgtable.pte_offset(Pmd.ofTable(table), 0);
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            if (refs != null) {
                PercpuRef.percpu_ref_get(refs);
            }
            at.set(new Pte(entry + i * PAGE_SIZE));
            at = at.next();
        }
    }

    private static long first(Pmd leaf) {
        return (leaf.word() & PTE_PFN_MASK & PMD_MASK) >>> PAGE_SHIFT;
    }

    private static boolean becomeAnon(Page page) {
        page.becomeAnon();
        return true;
    }

    /** Until one says false; whether none did. */
    private static boolean eachPage(MemMap map, long first, Predicate<Page> action) {
        for (long pfn = first; pfn < first + PTRS_PER_PTE; pfn++) {
            if (!action.test(map.page(pfn))) {
                return false;
            }
        }
        return true;
    }
}
