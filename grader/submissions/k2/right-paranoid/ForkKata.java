package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.Fork;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.SpinLock;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/** RCU, the pmd lock, the table's lock, a second look, a compare-and-set for each slot, and one flush at the end. */
public final class ForkKata implements CopyPmdRange {

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        PmdPtr dst = dst_pmd;
        PmdPtr src = src_pmd;
        long at = addr;
        while (at < end) {
            long next = Math.min((at & PMD_MASK) + PMD_SIZE, end);
            int error = copySlot(dst_vma, src_vma, dst, src, at, next);
            if (error != 0) {
                return error;
            }
            dst = dst.next();
            src = src.next();
            at = next;
        }
        return 0;
    }

    private static int copySlot(Vma dst_vma, Vma src_vma, PmdPtr dst, PmdPtr src, long addr, long end) {
        MmStruct mm = src_vma.mm();
        while (true) {
            Pmd seen = src.get();
            if (seen.isLeaf()) {
                return Fork.copy_huge_pmd(dst_vma, src_vma, dst, src, addr, end);
            }
            if (!seen.isTable()) {
                return 0;
            }
            Pmd child = dst.get();
            if (child.isTable() && child.page().pfn() == seen.page().pfn()) {
                return 0;
            }
            if (!mm.test_bit(MmFlag.MMF_COW_PGTABLE) || !child.isNone() || hasOddVma(mm, addr & PMD_MASK)) {
                return Fork.copy_pte_range(dst_vma, src_vma, dst, src, addr, end);
            }
            SpinLock pmdLock = mm.pmd_lock(src);
            SpinLock pteLock = Pgtable.pte_lockptr(mm, seen);
            mm.platform().rcu().rcu_read_lock();
            pmdLock.lock();
            pteLock.lock();
            Pmd again = src.get();
            boolean same = again.isTable() && again.page().pfn() == seen.page().pfn() && again.isWrite() == seen.isWrite();
            int entries = same ? entries(mm, again, addr & PMD_MASK) : 0;
            if (entries > 0) {
                share(src_vma, dst, src, again, addr & PMD_MASK);
            }
            pteLock.unlock();
            pmdLock.unlock();
            mm.platform().rcu().rcu_read_unlock();
            if (same) {
                return entries >= 0 ? 0 : Fork.copy_pte_range(dst_vma, src_vma, dst, src, addr, end);
            }
        }
    }

    private static boolean hasOddVma(MmStruct mm, long start) {
        boolean odd = false;
        for (Vma vma : mm.vmasIn(start, start + PMD_SIZE)) {
            odd |= vma.has(VmFlag.VM_WIPEONFORK) | vma.has(VmFlag.VM_DONTCOPY);
        }
        return odd;
    }

    /** 1: some; 0: none; -1: one is pinned. */
    private static int entries(MmStruct mm, Pmd table, long start) {
        int found = 0;
        PtePtr entry = Pgtable.pte_offset(table, start);
        for (int i = 0; i < PTRS_PER_PTE && (found == 0 || mm.hasPinned()); i++, entry = entry.next()) {
            long addr = start + i * PAGE_SIZE;
            Vma vma = mm.find_vma(addr);
            if (vma != null) {
                var pte = entry.get();
                Page page = Mm.vm_normal_page(vma, addr, pte);
                if (page != null && Mm.page_maybe_dma_pinned(page)) {
                    return -1;
                }
                found = pte.isNone() ? found : 1;
            }
        }
        return found;
    }

    private static void share(Vma vma, PmdPtr dst, PmdPtr src, Pmd seen, long start) {
        CowPteRefcount counts = MmOps.of(vma.mm()).refcount();
        Pmd was = seen;
        while (!src.cas(was, was.withoutWrite())) {
            was = src.get();
        }
        counts.pmd_get_pte(src);
        if (!dst.cas(dst.of(0), was.withoutWrite())) {
            throw new IllegalStateException("nobody else can reach the child");
        }
        if (counts.cow_pte_owner_is_same(dst, null)) {
            counts.set_cow_pte_owner(dst, src);
            if (!seen.isWrite()) {
                counts.cow_pte_rss(vma.mm(), vma, dst, start, start + PMD_SIZE, true);
                Mm.mm_inc_nr_ptes(vma.mm());
            }
        }
    }
}
