package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.P4D_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.mm.PgtableTypes.PUD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Update;

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
    public static @Nullable PmdPtr pmd_offset(MmStruct mm, long addr) {
        long pud = next(mm, mm.pgd().address(), addr, P4D_SHIFT);
        long pmd = pud == 0 ? 0 : next(mm, pud, addr, PUD_SHIFT);
        return pmd == 0 ? null : new PmdPtr(mm.map(), pmd + 8L * index(addr, PMD_SHIFT));
    }

    /** The table that an upper table's entry for an address names, 0 if none. */
    private static long next(MmStruct mm, long table, long addr, int shift) {
        long entry = mm.map().readEntry(table + 8L * index(addr, shift));
        return (entry & (_PAGE_PRESENT | _PAGE_PSE)) == _PAGE_PRESENT ? entry & PTE_PFN_MASK : 0;
    }

    /**
     * Puts a table under an entry of an upper table, if the entry is none still.
     *
     * @param table the upper table's address
     * @param shift of what its entries map
     * @return whether it was none
     */
    public static boolean populate(MmStruct mm, long table, long addr, int shift, Page below) {
        long entry = below.address() | _PAGE_PRESENT | PgtableTypes._PAGE_RW | PgtableTypes._PAGE_USER;
        return mm.map().updateEntry(table + 8L * index(addr, shift), Update.COMPARE_AND_SET, 0, entry) == 0;
    }

    /** Takes the table under an entry of an upper table out; null if there is none. Locking: mmap lock for write. */
    public static @Nullable Page takeOut(MmStruct mm, long table, long addr, int shift) {
        long was = mm.map().updateEntry(table + 8L * index(addr, shift), Update.SET, 0, 0);
        return was == 0 ? null : mm.map().page((was & PTE_PFN_MASK) >>> PAGE_SHIFT);
    }

    /** The address of the PUD table (shift 39) or PMD table (shift 30) for an address, 0 if there is none. */
    public static long upperTable(MmStruct mm, long addr, int shift) {
        long pud = next(mm, mm.pgd().address(), addr, P4D_SHIFT);
        return shift == P4D_SHIFT || pud == 0 ? pud : next(mm, pud, addr, PUD_SHIFT);
    }

    public static boolean pmd_none(Pmd pmd) {
        return pmd.isNone();
    }

    public static boolean pmd_leaf(Pmd pmd) {
        return pmd.isLeaf();
    }

    public static boolean is_swap_pmd(Pmd pmd) {
        return pmd.isSwap();
    }

    /** Whether an entry is no proper table entry, as x86 sees it: a table without RW is "bad" too. */
    public static boolean pmd_bad(Pmd pmd) {
        return !pmd.isTable() || !pmd.isWrite();
    }

    /**
     * Linux's {@code pmd_none_or_clear_bad}: whether there is no table to step into; what is "bad" is cleared. The trap: the
     * slot of a shared table is read-only, hence "bad", hence dropped, reference and all.
     */
    public static boolean pmd_none_or_clear_bad(PmdPtr pmd) {
        Pmd value = pmd.get();
        if (value.isNone()) {
            return true;
        }
        if (pmd_bad(value)) {
            pmd_clear(pmd);
            return true;
        }
        return false;
    }

    /** The end of the 2 MiB that an address lies in, or the end of the range if that comes first. Does not overflow. */
    public static long pmd_addr_end(long addr, long end) {
        long boundary = (addr & PgtableTypes.PMD_MASK) + PgtableTypes.PMD_SIZE;
        return Math.min(boundary, end);
    }

    /** The same for 1 GiB. */
    public static long pud_addr_end(long addr, long end) {
        return Math.min((addr & PgtableTypes.PUD_MASK) + PgtableTypes.PUD_SIZE, end);
    }

    /** Clears the RW bit of a slot in one step that loses no bit of the hardware's. */
    public static void pmdp_set_wrprotect(MmStruct mm, long addr, PmdPtr pmd) {
        pmd.wrprotect();
    }

    /** Writes a slot of an address space that no CPU has loaded yet: a child's. */
    public static void set_pmd_at(MmStruct mm, long addr, PmdPtr pmd, Pmd value) {
        pmd.set(value);
    }

    /** The page struct of the table that an entry lies in. */
    public static Page pte_to_page(PtePtr pte) {
        return pte.map().page(pte.address() >>> PAGE_SHIFT);
    }

    /**
     * Makes a page all zeroes.
     *
     * @throws RuleBroken I40, if a protection key forbids the current CPU to write it
     */
    public static void clear_page(Page page) {
        page.platform().keys().expectOpen(page.address());
        page.platform().memory().clear(page.address());
    }

    /** Makes a slot none, in one step. Locking: the lock of the table that it names. */
    public static void pmd_clear(PmdPtr pmd) {
        pmd.getAndSet(pmd.none());
    }

    /** The index of an address in the table whose entries map {@code 2^shift} bytes each, 0 to 511. */
    public static int index(long addr, int shift) {
        return (int) (addr >>> shift) & PTRS_PER_PTE - 1;
    }

    /** The lock of the PTE table that a PMD entry names. */
    public static SpinLock pte_lockptr(MmStruct mm, Pmd pmd) {
        return pmd.page().lock();
    }

    /** The lock of the PTE table that a PMD entry names: {@code pte_lockptr}. */
    public static SpinLock pte_lockptr(Pmd pmd) {
        return pmd.page().lock();
    }
}
