package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.kernel.Fork.copy_huge_pmd;
import static dev.pagewalk.core.kernel.Fork.copy_pte_range;
import static dev.pagewalk.core.mm.Mm.mm_inc_nr_ptes;
import static dev.pagewalk.core.mm.Mm.page_maybe_dma_pinned;
import static dev.pagewalk.core.mm.Mm.vm_normal_page;
import static dev.pagewalk.core.mm.Pgtable.is_swap_pmd;
import static dev.pagewalk.core.mm.Pgtable.pmd_addr_end;
import static dev.pagewalk.core.mm.Pgtable.pmd_leaf;
import static dev.pagewalk.core.mm.Pgtable.pmd_none;
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
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.SpinLock;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

public class ForkKata implements CopyPmdRange {
    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        MmStruct dst_mm = dst_vma.mm();
        MmStruct src_mm = src_vma.mm();
        CowPteRefcount k1 = MmOps.of(src_mm).refcount();
        long next;
        do {
            next = pmd_addr_end(addr, end);
            if (pmd_none(src_pmd.get()) || is_swap_pmd(src_pmd.get())) {
                continue;
            }
            if (pmd_leaf(src_pmd.get())) {
                if (copy_huge_pmd(dst_vma, src_vma, dst_pmd, src_pmd, addr, next) != 0) {
                    return -Errno.ENOMEM;
                }
                continue;
            }
            if (src_mm.test_bit(MmFlag.MMF_COW_PGTABLE)) {
                long start = addr & PMD_MASK;
                if (!pmd_none(dst_pmd.get()) && dst_pmd.get().page().pfn() == src_pmd.get().page().pfn()) {
                    continue;
                }
                if (pmd_none(dst_pmd.get()) && may_cow(src_mm, start)) {
                    SpinLock ptl = pte_lockptr(src_mm, src_pmd.get());
                    ptl.lock();
                    if (is_empty(src_pmd)) {
                        ptl.unlock();
                        continue;
                    }
                    if (!(src_mm.hasPinned() && has_pinned(src_mm, src_pmd, start))) {
                        if (k1.cow_pte_owner_is_same(src_pmd, null)) {
                            k1.set_cow_pte_owner(src_pmd, src_pmd);
                            if (!src_pmd.get().isWrite()) {
                                k1.cow_pte_rss(src_mm, src_vma, src_pmd, start, start + PMD_SIZE, true);
                                mm_inc_nr_ptes(src_mm);
                            }
                        }
                        pmdp_set_wrprotect(src_mm, addr, src_pmd);
                        k1.pmd_get_pte(src_pmd);
                        set_pmd_at(dst_mm, addr, dst_pmd, src_pmd.get());
                        ptl.unlock();
                        continue;
                    }
                    ptl.unlock();
                }
            }
            if (copy_pte_range(dst_vma, src_vma, dst_pmd, src_pmd, addr, next) != 0) {
                return -Errno.ENOMEM;
            }
        } while ((dst_pmd = dst_pmd.next()) != null && (src_pmd = src_pmd.next()) != null && (addr = next) != end);
        return 0;
    }

    private static boolean may_cow(MmStruct mm, long start) {
        for (Vma vma : mm.vmasIn(start, start + PMD_SIZE)) {
            if (vma.has(VmFlag.VM_DONTCOPY) || vma.has(VmFlag.VM_WIPEONFORK)) {
                return false;
            }
        }
        return true;
    }

    private static boolean is_empty(PmdPtr pmd) {
        for (int i = 0; i < 512; i++) {
            if (!pte_offset(pmd.get(), i * PAGE_SIZE).isNone()) {
                return false;
            }
        }
        return true;
    }

    private static boolean has_pinned(MmStruct mm, PmdPtr pmd, long start) {
        for (long addr = start; addr < start + PMD_SIZE; addr += PAGE_SIZE) {
            Vma vma = mm.find_vma(addr);
            Page page = vma == null ? null : vm_normal_page(vma, addr, pte_offset(pmd.get(), addr).get());
            if (page != null && page_maybe_dma_pinned(page)) {
                return true;
            }
        }
        return false;
    }
}
