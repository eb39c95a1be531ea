package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

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
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import java.util.List;

/** Reference first, then the child's slot, then the parent's; looks for contents and pins before it takes the lock; flushes each table itself. */
public final class ForkKata implements CopyPmdRange {
    private static final List<VmFlag> NOT_FOR_CHILDREN = List.of(VmFlag.VM_DONTCOPY, VmFlag.VM_WIPEONFORK);

    private enum Plan {
        NOTHING,
        SHARE,
        COPY
    }

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        if (addr >= end) {
            return 0;
        }
        long next = Pgtable.pmd_addr_end(addr, end);
        int error = slot(dst_vma, src_vma, dst_pmd, src_pmd, addr, next);
        return error < 0 || next == end ? error : copy_pmd_range(dst_vma, src_vma, dst_pmd.next(), src_pmd.next(), next, end);
    }

    private int slot(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long next) {
        Pmd source = src_pmd.get();
        if (source.isLeaf()) {
            return Fork.copy_huge_pmd(dst_vma, src_vma, dst_pmd, src_pmd, addr, next);
        }
        switch (plan(src_vma.mm(), source, dst_pmd.get(), addr & PMD_MASK)) {
            case COPY:
                return Fork.copy_pte_range(dst_vma, src_vma, dst_pmd, src_pmd, addr, next);
            case SHARE:
                share(src_vma, dst_pmd, src_pmd, addr & PMD_MASK);
                return 0;
            default:
                return 0;
        }
    }

    private Plan plan(MmStruct mm, Pmd source, Pmd child, long start) {
        if (!source.isTable()) {
            return Plan.NOTHING;
        }
        if (!mm.test_bit(MmFlag.MMF_COW_PGTABLE)) {
            return Plan.COPY;
        }
        if (child.isTable()) {
            return child.page().equals(source.page()) ? Plan.NOTHING : Plan.COPY;
        }
        List<Vma> vmas = mm.vmasIn(start, start + PMD_SIZE);
        if (vmas.stream().anyMatch(vma -> NOT_FOR_CHILDREN.stream().anyMatch(vma::has))) {
            return Plan.COPY;
        }
        boolean some = false;
        for (Vma vma : vmas) {
            for (long a = Math.max(start, vma.start()); a < Math.min(start + PMD_SIZE, vma.end()); a += PAGE_SIZE) {
                Pte pte = Pgtable.pte_offset(source, a).get();
                some |= !pte.isNone();
                if (some && !mm.hasPinned()) {
                    return Plan.SHARE;
                }
                Page page = Mm.vm_normal_page(vma, a, pte);
                if (page != null && Mm.page_maybe_dma_pinned(page)) {
                    return Plan.COPY;
                }
            }
        }
        return some ? Plan.SHARE : Plan.NOTHING;
    }

    private void share(Vma vma, PmdPtr dst, PmdPtr src, long start) {
        CowPteRefcount count = MmOps.of(src).refcount();
        Page table = src.get().page();
        table.lock().lock();
        count.pmd_get_pte(src);
        dst.set(src.get().withoutWrite());
        if (count.cow_pte_owner_is_same(src, null)) {
            boolean paid = src.get().isWrite();
            if (!paid) {
                Mm.mm_inc_nr_ptes(vma.mm());
                count.cow_pte_rss(vma.mm(), vma, src, start, start + PMD_SIZE, true);
            }
            count.set_cow_pte_owner(src, src);
        }
        if (src.get().isWrite()) {
            src.wrprotect();
            Tlbflush.flush_tlb_range(vma.mm(), start, start + PMD_SIZE);
        }
        table.lock().unlock();
    }
}
