package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.P4D_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PUD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;

import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;

/** Builds the tables above a page where they are missing: {@code pmd_alloc} and {@code pte_alloc} of Linux. */
public final class PageTables {
    private final Machine machine;

    public PageTables(Machine machine) {
        this.machine = machine;
    }

    /** The PMD slot for an address, with the tables above it. */
    public PmdPtr pmd_alloc(MmStruct mm, long addr) {
        long table = mm.pgd().address();
        table = next(mm, table, addr, P4D_SHIFT, "pud");
        next(mm, table, addr, PUD_SHIFT, "pmd");
        return Pgtable.pmd_offset(mm, addr);
    }

    /** The PTE slot for an address, with the tables above it; a new PTE table is PRIVATE and charged to {@code mm}. */
    public PtePtr pte_alloc(MmStruct mm, long addr) {
        PmdPtr pmd = pmd_alloc(mm, addr);
        if (pmd.get().isNone()) {
            Page table = machine.allocTable(null);
            Mm.mm_inc_nr_ptes(mm);
            pmd.set(Pmd.ofTable(table));
        }
        return Pgtable.pte_offset(pmd.get(), addr);
    }

    private long next(MmStruct mm, long table, long addr, int shift, String name) {
        PhysicalMemory memory = machine.memory();
        long slot = table + 8L * Pgtable.index(addr, shift);
        long entry = memory.read(slot);
        if (entry == 0) {
            entry = machine.allocTable(mm + " " + name).address() | _PAGE_PRESENT | _PAGE_RW | _PAGE_USER;
            memory.write(slot, entry);
            mm.countUpperTable();
        }
        return entry & PTE_PFN_MASK;
    }
}
