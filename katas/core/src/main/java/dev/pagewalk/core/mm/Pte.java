package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_DIRTY;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_SPECIAL;

/**
 * Linux's {@code pte_t}: the value of an entry of a PTE table, as it was when it was read.
 *
 * @param word the entry, bit for bit as the hardware reads it
 */
public record Pte(long word) {
    public static final Pte NONE = new Pte(0);

    /** Nothing is mapped and nothing is swapped out here. */
    public boolean isNone() {
        return word == 0;
    }

    /** The hardware finds a page here. */
    public boolean isPresent() {
        return (word & _PAGE_PRESENT) != 0;
    }

    /** The page that was here lies in swap space. */
    public boolean isSwap() {
        return !isNone() && !isPresent();
    }

    /** The hardware lets writes through, as far as this level decides. */
    public boolean isWrite() {
        return (word & _PAGE_RW) != 0;
    }

    public boolean isAccessed() {
        return (word & _PAGE_ACCESSED) != 0;
    }

    public boolean isDirty() {
        return (word & _PAGE_DIRTY) != 0;
    }

    /** No page struct counts this mapping: the zero page, or device memory. */
    public boolean isSpecial() {
        return (word & _PAGE_SPECIAL) != 0;
    }

    /**
     * The number of the frame that is mapped.
     *
     * @throws RuleBroken I17, if none is
     */
    public long pfn() {
        if (!isPresent()) {
            throw new RuleBroken("I17 type safety: only a present entry names a frame", "a present PTE", toString());
        }
        return (word & PTE_PFN_MASK) >>> PAGE_SHIFT;
    }

    @Override
    public String toString() {
        return PgtableTypes.describe(word);
    }
}
