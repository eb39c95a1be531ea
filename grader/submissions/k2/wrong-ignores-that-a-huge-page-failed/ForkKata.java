package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.kernel.Fork.copy_huge_pmd;
import static dev.pagewalk.core.kernel.Fork.copy_pte_range;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Mm.page_maybe_dma_pinned;
import static dev.pagewalk.core.mm.Mm.vm_normal_page;
import static dev.pagewalk.core.mm.Pgtable.pmd_addr_end;
import static dev.pagewalk.core.mm.Pgtable.pmdp_set_wrprotect;
import static dev.pagewalk.core.mm.Pgtable.pte_lockptr;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
import static dev.pagewalk.core.mm.Pgtable.set_pmd_at;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.SpinLock;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/** Kata 2: fork shares PTE tables instead of copying them. What the method must do stands in {@link CopyPmdRange}. */
public final class ForkKata implements CopyPmdRange {

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        PmdPtr dst = dst_pmd;
        PmdPtr src = src_pmd;
        int error = 0;
        long next;
        for (long at = addr; at < end && error == 0; at = next) {
            next = pmd_addr_end(at, end);
            error = copySlot(dst_vma, src_vma, dst, src, at, next);
            dst = dst.next();
            src = src.next();
        }
        return error;
    }

    private static int copySlot(Vma dst_vma, Vma src_vma, PmdPtr dst, PmdPtr src, long addr, long end) {
        Pmd pmd = src.get();
        if (pmd.isLeaf()) {
            copy_huge_pmd(dst_vma, src_vma, dst, src, addr, end);
            return 0;
        }
        if (!pmd.isTable() || names(dst.get(), pmd.page())) {
            return 0;
        }
        boolean done = src_vma.mm().test_bit(MmFlag.MMF_COW_PGTABLE)
                && dst.get().isNone()
                && wantsEveryVma(src_vma.mm(), addr & PMD_MASK)
                && share(dst_vma.mm(), src_vma, dst, src, addr);
        return done ? 0 : copy_pte_range(dst_vma, src_vma, dst, src, addr, end);
    }

    private static boolean names(Pmd pmd, Page table) {
        return pmd.isTable() && pmd.page().equals(table);
    }

    /** Whether the child is to see what each VMA of these 2 MiB has. */
    private static boolean wantsEveryVma(MmStruct mm, long start) {
        return mm.vmasIn(start, start + PMD_SIZE).stream()
                .noneMatch(vma -> vma.has(VmFlag.VM_DONTCOPY) || vma.has(VmFlag.VM_WIPEONFORK));
    }

    /**
     * Shares the source's table, or passes over an empty one; false if a pinned page forbids it. The mmap lock, held for
     * write, keeps the source's slot what it is. The table's lock keeps the other sharers away from its count and its owner.
     */
    private static boolean share(MmStruct child, Vma vma, PmdPtr dst, PmdPtr src, long addr) {
        SpinLock lock = pte_lockptr(vma.mm(), src.get());
        lock.lock();
        boolean empty = isEmpty(src.get());
        boolean pinned = vma.mm().hasPinned() && hasPinnedPage(vma.mm(), src.get(), addr & PMD_MASK);
        if (!empty && !pinned) {
            own(vma, src, addr & PMD_MASK);
            pmdp_set_wrprotect(vma.mm(), addr, src);
            MmOps.of(src).refcount().pmd_get_pte(src);
            set_pmd_at(child, addr, dst, src.get());
        }
        lock.unlock();
        return !pinned;
    }

    private static boolean isEmpty(Pmd table) {
        PtePtr entry = pte_offset(table, 0);
        for (long offset = 0; offset < PMD_SIZE; offset += PAGE_SIZE) {
            if (!entry.isNone()) {
                return false;
            }
            entry = entry.next();
        }
        return true;
    }

    private static boolean hasPinnedPage(MmStruct mm, Pmd table, long start) {
        for (Vma vma : mm.vmasIn(start, start + PMD_SIZE)) {
            long stop = Math.min(vma.end(), start + PMD_SIZE);
            for (long addr = Math.max(vma.start(), start); addr < stop; addr += PAGE_SIZE) {
                Page page = vm_normal_page(vma, addr, pte_offset(table, addr).get());
                if (page != null && page_maybe_dma_pinned(page)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Makes the source's slot the owner, if there is none. A read-only slot without owner is an orphan's: nobody has paid. */
    private static void own(Vma vma, PmdPtr src, long start) {
        CowPteRefcount counts = MmOps.of(src).refcount();
        if (!counts.cow_pte_owner_is_same(src, null)) {
            return;
        }
        counts.set_cow_pte_owner(src, src);
        if (!src.get().isWrite()) {
            counts.cow_pte_rss(vma.mm(), vma, src, start, start + PMD_SIZE, true);
            mm_inc_nr_ptes(vma.mm());
        }
    }
}
