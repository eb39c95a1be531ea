package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.P4D_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.mm.PgtableTypes.PUD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;

/** Helpers of Linux's {@code include/linux/pgtable.h}, for static import. */
public final class Pgtable {
    private Pgtable() {}

    /**
     * The entry for an address in the PTE table that a PMD entry names.
     *
     * @throws RuleBroken I17, if the PMD entry names no table
     */
    public static PtePtr pte_offset(Pmd pmd, long addr) {
        return new PtePtr(pmd.map(), pmd.page().address() + 8 * pte_index(addr));
    }

    /** The index of an address in its PTE table, 0 to 511. */
    public static int pte_index(long addr) {
        return (int) (addr >>> PAGE_SHIFT) & PTRS_PER_PTE - 1;
    }

    /**
     * The PMD slot for an address.
     *
     * @return null where an upper table is missing. Simplification: Linux steps through pgd, p4d and pud itself
     */
    public static PmdPtr pmd_offset(MmStruct mm, long addr) {
        long table = mm.pgd().address();
        for (int shift : new int[] {P4D_SHIFT, PUD_SHIFT}) {
            long entry = mm.map().memory().read(table + 8 * index(addr, shift));
            if ((entry & _PAGE_PRESENT) == 0 || (entry & _PAGE_PSE) != 0) {
                return null;
            }
            table = entry & PTE_PFN_MASK;
        }
        return new PmdPtr(mm.map(), table + 8 * index(addr, PMD_SHIFT));
    }

    /** Makes a slot none, in one step. Locking: the lock of the table that it names. */
    public static void pmd_clear(PmdPtr pmd) {
        pmd.getAndSet(pmd.none());
    }

    /** The index of an address in the table whose entries map {@code 2^shift} bytes each, 0 to 511. */
    public static int index(long addr, int shift) {
        return (int) (addr >>> shift) & PTRS_PER_PTE - 1;
    }

    /** The lock of the PTE table that a PMD entry names: {@code pte_lockptr}. */
    public static SpinLock pte_lockptr(Pmd pmd) {
        return pmd.page().lock();
    }
}
