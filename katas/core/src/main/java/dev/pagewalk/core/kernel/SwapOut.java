package dev.pagewalk.core.kernel;

import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.Vma;

/**
 * Makes one mapping of an anonymous page a swap entry, in one address space: what Linux's {@code try_to_unmap} does to each
 * mapping that it finds. With the mmap lock held for read.
 */
final class SwapOut {
    private SwapOut() {}

    /** 0: done. -EINVAL: nothing there that can be swapped out. -ENOMEM: skipped. */
    static int page(MmStruct mm, long addr) {
        Vma vma = mm.find_vma(addr);
        PmdPtr slot = vma == null ? null : Pgtable.pmd_offset(mm, addr);
        if (vma == null || slot == null) {
            return -Errno.EINVAL;
        }
        if (slot.get().isLeaf() && Huge.split(vma, slot, addr) < 0 || Cow.unshare(vma, slot, addr) < 0) {
            return -Errno.ENOMEM;
        }
        LockedTable table = LockedTable.lock(mm, slot, addr);
        if (table == null) {
            return -Errno.EINVAL;
        }
        int result = table.isShared() ? -Errno.ENOMEM : entry(vma, addr, table.at(addr));
        table.unlock();
        return result;
    }

    private static int entry(Vma vma, long addr, PtePtr at) {
        Page page = Mm.vm_normal_page(vma, addr, at.get());
        if (page == null || !page.is(PageFlag.PageAnon) || Mm.page_maybe_dma_pinned(page)) {
            return -Errno.EINVAL;
        }
        Pte entry = vma.mm().platform().swap().add_to_swap(page);
        if (entry.isNone()) {
            return -Errno.ENOMEM;
        }
        at.getAndSet(entry);
        Tlbflush.flush_tlb_page(vma.mm(), addr);
        vma.mm().addRss(Mm.mm_counter(page), -1);
        page.mapcountDec();
        vma.mm().platform().swap().free_page_and_swap_cache(page);
        return 0;
    }
}
