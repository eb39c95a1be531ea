package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.SpinLock;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/**
 * Pins a page to its address for a device: Linux's {@code pin_user_pages} with {@code FOLL_LONGTERM}. With the mmap lock
 * held for read.
 *
 * <p>A page of a private mapping must be the mapping's own before it is pinned, also for reading: else a later write would
 * give the process another page than the device has. <em>Simplification:</em> no lockless variant.
 */
final class Pin {
    private static final int MOST_TRIES = 16;

    private Pin() {}

    /** The pinned page, or null if the address cannot be accessed so, or there is no memory. */
    static @Nullable Page page(MmStruct mm, long addr, boolean write) {
        Vma vma = mm.find_vma(addr);
        if (vma == null || !vma.has(write ? VmFlag.VM_WRITE : VmFlag.VM_READ) || vma.has(VmFlag.VM_PFNMAP)) {
            return null;
        }
        mm.set_bit(MmFlag.MMF_HAS_PINNED);
        FaultKind kind = write ? FaultKind.WRITE : FaultKind.UNSHARE;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (FaultHandler.handle_mm_fault(vma, addr, kind) != VmFault.DONE) {
                return null;
            }
            Page page = take(vma, addr, write);
            if (page != null) {
                return page;
            }
        }
        return null;
    }

    /** Looks once; null if the page is not there (any more) as it has to be. */
    private static @Nullable Page take(Vma vma, long addr, boolean write) {
        PmdPtr slot = Pgtable.pmd_offset(vma.mm(), addr);
        if (slot != null && slot.get().isLeaf()) {
            return takeHuge(vma, slot, addr, write);
        }
        LockedTable table = slot == null ? null : LockedTable.lock(vma.mm(), slot, addr);
        if (table == null) {
            return null;
        }
        Pte pte = table.at(addr).get();
        boolean fits = !table.isShared() && (!write || pte.isWrite());
        Page page = fits ? pinned(vma, Mm.vm_normal_page(vma, addr, pte)) : null;
        table.unlock();
        return page;
    }

    private static @Nullable Page takeHuge(Vma vma, PmdPtr slot, long addr, boolean write) {
        SpinLock lock = vma.mm().pmd_lock(slot);
        lock.lock();
        Pmd pmd = slot.get();
        long pfn = ((pmd.word() & PTE_PFN_MASK & PMD_MASK) >>> PAGE_SHIFT) + Pgtable.pte_index(addr);
        Page page = pmd.isLeaf() && (!write || pmd.isWrite()) ? pinned(vma, vma.mm().map().page(pfn)) : null;
        lock.unlock();
        return page;
    }

    private static @Nullable Page pinned(Vma vma, @Nullable Page page) {
        if (page == null || vma.isPrivate() && !(page.is(PageFlag.PageAnon) && page.mapcount() == 1)) {
            return null;
        }
        page.refIncReturn();
        page.pin();
        return page;
    }
}
