package dev.pagewalk.core.debug;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;

/**
 * A PMD slot that is not none.
 *
 * @param mm whose it is
 * @param address where it lies
 * @param start first address that it maps
 * @param word what it holds
 */
public record Slot(MmStruct mm, long address, long start, long word) {

    boolean isTable() {
        return (word & (PgtableTypes._PAGE_PRESENT | PgtableTypes._PAGE_PSE)) == PgtableTypes._PAGE_PRESENT;
    }

    boolean isLeaf() {
        return (word & (PgtableTypes._PAGE_PRESENT | PgtableTypes._PAGE_PSE)) == (PgtableTypes._PAGE_PRESENT | PgtableTypes._PAGE_PSE);
    }

    boolean isWrite() {
        return (word & PgtableTypes._PAGE_RW) != 0;
    }

    long pfn() {
        return (word & PgtableTypes.PTE_PFN_MASK) >>> PgtableTypes.PAGE_SHIFT;
    }

    /** For example {@code mm#2 pmd[3]}. */
    String name() {
        return mm + " pmd[" + ((start >>> PgtableTypes.PMD_SHIFT) & 511) + "]";
    }

    /** For example {@code mm#2 pmd[3] = 0x2a067 (P RW US A D)}. */
    @Override
    public String toString() {
        return name() + " = " + PgtableTypes.describe(word);
    }
}
