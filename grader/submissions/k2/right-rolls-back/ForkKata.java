package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.kernel.Fork.copy_huge_pmd;
import static dev.pagewalk.core.kernel.Fork.copy_pte_range;
import static dev.pagewalk.core.mm.Mm.mm_dec_nr_ptes;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Mm.page_maybe_dma_pinned;
import static dev.pagewalk.core.mm.Mm.vm_normal_page;
import static dev.pagewalk.core.mm.Pgtable.pmd_addr_end;
import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.Pgtable.pte_offset;
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
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/** Shares first, and takes it back if a pinned page turns up. Tables of more than one VMA it copies. */
public final class ForkKata implements CopyPmdRange {

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        int slots = (int) ((end - 1 & PMD_MASK) - (addr & PMD_MASK) >>> 21) + 1;
        long from = addr;
        for (int i = 0; i < slots; i++) {
            long to = pmd_addr_end(from, end);
            int result = one(dst_vma, src_vma, dst_pmd, src_pmd, from, to);
            if (result != 0) {
                return result;
            }
            dst_pmd = dst_pmd.next();
            src_pmd = src_pmd.next();
            from = to;
        }
        return 0;
    }

    private int one(Vma dst_vma, Vma src_vma, PmdPtr dst, PmdPtr src, long addr, long end) {
        Pmd pmd = src.get();
        if (pmd.isNone() || pmd.isSwap()) {
            return 0;
        } else if (pmd.isLeaf()) {
            return copy_huge_pmd(dst_vma, src_vma, dst, src, addr, end);
        }
        MmStruct mm = src_vma.mm();
        long start = addr & PMD_MASK;
        boolean alone = mm.vmasIn(start, start + PMD_SIZE).size() == 1;
        if (mm.test_bit(MmFlag.MMF_COW_PGTABLE) && alone && isForChildren(src_vma)) {
            Page table = pmd.page();
            table.lock().lock();
            boolean empty = isEmpty(pmd, src_vma, start);
            boolean shared = !empty && shared(src_vma, dst, src, start);
            table.lock().unlock();
            if (empty || shared) {
                return 0;
            }
        }
        if (mm.test_bit(MmFlag.MMF_COW_PGTABLE) && dst.get().isNone() && isEmptyOver(mm, pmd, start)) {
            return 0;
        }
        return copy_pte_range(dst_vma, src_vma, dst, src, addr, end);
    }

    private static boolean isForChildren(Vma vma) {
        return !vma.has(VmFlag.VM_DONTCOPY) && !vma.has(VmFlag.VM_WIPEONFORK);
    }

    private static boolean isEmptyOver(MmStruct mm, Pmd table, long start) {
        return mm.vmasIn(start, start + PMD_SIZE).stream().allMatch(vma -> isEmpty(table, vma, start));
    }

    private static boolean isEmpty(Pmd table, Vma vma, long start) {
        for (long a = Math.max(start, vma.start()); a < Math.min(start + PMD_SIZE, vma.end()); a += PAGE_SIZE) {
            if (!pte_offset(table, a).isNone()) {
                return false;
            }
        }
        return true;
    }

    /** The lock is held. What was RW before is RW again if nothing comes of it; what was not never is. */
    private static boolean shared(Vma vma, PmdPtr dst, PmdPtr src, long start) {
        CowPteRefcount refcount = MmOps.of(src).refcount();
        boolean wasWritable = src.get().isWrite();
        boolean wasFree = refcount.cow_pte_owner_is_same(src, null);
        src.wrprotect();
        if (wasFree) {
            refcount.set_cow_pte_owner(src, src);
            if (!wasWritable) {
                refcount.cow_pte_rss(vma.mm(), vma, src, start, start + PMD_SIZE, true);
                mm_inc_nr_ptes(vma.mm());
            }
        }
        refcount.pmd_get_pte(src);
        dst.set(src.get());
        if (!vma.mm().hasPinned() || !isPinned(src.get(), vma, start)) {
            return true;
        }
        pmd_clear(dst);
        src.get().page().refDecReturn();
        if (wasFree) {
            refcount.set_cow_pte_owner(src, null);
            if (!wasWritable) {
                refcount.cow_pte_rss(vma.mm(), vma, src, start, start + PMD_SIZE, false);
                mm_dec_nr_ptes(vma.mm());
            }
        }
        if (wasWritable) {
            src.mkwrite();
        }
        return false;
    }

    private static boolean isPinned(Pmd table, Vma vma, long start) {
        for (long a = Math.max(start, vma.start()); a < Math.min(start + PMD_SIZE, vma.end()); a += PAGE_SIZE) {
            Page page = vm_normal_page(vma, a, pte_offset(table, a).get());
            if (page != null && page_maybe_dma_pinned(page)) {
                return true;
            }
        }
        return false;
    }
}
