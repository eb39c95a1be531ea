package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.VmFlag.VM_EXEC;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.PageFault;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Vma;

/** Page faults from the processor's side: Linux's {@code exc_page_fault} and {@code handle_mm_fault}. */
final class FaultHandler {
    private static final int MOST_TRIES = 64;

    private FaultHandler() {}

    /** Handles #PF of a user access. Takes the mmap lock for read. */
    static VmFault handle(MmStruct mm, PageFault fault) {
        if (fault.isReserved()) {
            throw new RuleBroken("I30 use after free: the hardware walks live tables only",
                    "no reserved bit on the path of 0x" + Long.toHexString(fault.address()), fault.text() + ": poison of a freed table?");
        }
        Access access = fault.isWrite() ? Access.WRITE : fault.isFetch() ? Access.FETCH : Access.READ;
        mm.mmapLock().readLock();
        VmFault result = user(mm, fault.address(), access);
        mm.mmapLock().readUnlock();
        mm.platform().rcu().process();
        return result;
    }

    /** The same with the mmap lock held for read. */
    static VmFault user(MmStruct mm, long addr, Access access) {
        Vma vma = mm.find_vma(addr);
        if (vma == null || !allows(vma, access)) {
            return VmFault.SIGSEGV;
        }
        return handle_mm_fault(vma, addr, access == Access.WRITE ? FaultKind.WRITE : FaultKind.READ);
    }

    /** Makes an address accessible. Locking: mmap lock for read; may block. */
    static VmFault handle_mm_fault(Vma vma, long addr, FaultKind kind) {
        PteFault fault = new PteFault(vma, addr, kind);
        VmFault result = null;
        for (int tries = 0; result == null && tries < MOST_TRIES; tries++) {
            result = attempt(fault, vma, addr);
        }
        fault.finish();
        if (result == null) {
            throw new RuleBroken("I33 progress: retries are bounded", "a fault that is handled",
                    vma + " 0x" + Long.toHexString(addr) + " after " + MOST_TRIES + " tries");
        }
        return result;
    }

    /** Null: decide anew. */
    private static @Nullable VmFault attempt(PteFault fault, Vma vma, long addr) {
        PmdPtr slot = PageTables.pmd_alloc(vma.mm(), addr);
        if (slot == null) {
            return VmFault.OOM;
        }
        if (slot.get().isNone() && Huge.fits(vma, addr) && Huge.anonymous(vma, slot)) {
            return VmFault.DONE;
        }
        if (slot.get().isLeaf()) {
            return Huge.fault(vma, slot, addr, fault.kind());
        }
        return PageTables.pte_alloc(vma.mm(), slot) ? fault.attempt(slot) : VmFault.OOM;
    }

    private static boolean allows(Vma vma, Access access) {
        return switch (access) {
            case WRITE -> vma.has(VM_WRITE);
            case FETCH -> vma.has(VM_EXEC);
            default -> vma.has(VM_READ);
        };
    }
}
