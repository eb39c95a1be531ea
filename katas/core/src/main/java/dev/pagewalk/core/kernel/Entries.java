package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_DIRTY;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_NX;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_SPECIAL;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;

import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/** Entries as a VMA wants them: {@code vm_page_prot} of Linux. */
final class Entries {
    private static final long YOUNG = _PAGE_PRESENT | _PAGE_ACCESSED;

    private Entries() {}

    /** Maps a page as far as the VMA allows, read-only unless {@code writable}. */
    static Pte of(Vma vma, Page page, boolean writable) {
        return new Pte(page.address() | YOUNG | rights(vma, writable) | (writable ? _PAGE_DIRTY : 0));
    }

    /** Maps the zero page. */
    static Pte zero(Vma vma, Page zeroPage) {
        return new Pte(zeroPage.address() | YOUNG | rights(vma, false) | _PAGE_SPECIAL);
    }

    /** Maps a huge page, for a PMD slot. */
    static long huge(Vma vma, Page first) {
        return first.address() | YOUNG | rights(vma, vma.has(VmFlag.VM_WRITE)) | _PAGE_PSE | _PAGE_DIRTY;
    }

    /** The bits that tell what user code may do. No access at all is an entry for the supervisor only. */
    static long rights(Vma vma, boolean writable) {
        boolean none = !vma.has(VmFlag.VM_READ) && !vma.has(VmFlag.VM_WRITE) && !vma.has(VmFlag.VM_EXEC);
        return (none ? 0 : _PAGE_USER) | (writable && vma.has(VmFlag.VM_WRITE) ? _PAGE_RW : 0) | (vma.has(VmFlag.VM_EXEC) ? 0 : _PAGE_NX);
    }

    /** The same entry with the rights of another VMA; W is taken away, never given. */
    static long changed(long entry, Vma vma) {
        long rest = entry & ~(_PAGE_USER | _PAGE_RW | _PAGE_NX);
        return rest | rights(vma, (entry & _PAGE_RW) != 0);
    }
}
