package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;

/**
 * Linux's {@code pmd_t}: the value of a PMD entry, as it was when it was read. Immutable.
 *
 * <pre>
 *  none    0
 *  table   P=1 PS=0   names a PTE table; RW=0 on it protects all 512 entries below
 *  leaf    P=1 PS=1   maps a 2 MiB page
 *  swap    P=0, not 0
 * </pre>
 */
public final class Pmd {
    private final MemMap map;
    private final long word;

    Pmd(MemMap map, long word) {
        this.map = map;
        this.word = word;
    }

    /** A writable user entry that names a PTE table. */
    public static Pmd ofTable(Page table) {
        return new Pmd(table.map(), table.address() | _PAGE_PRESENT | _PAGE_RW | _PAGE_USER);
    }

    /** The entry, bit for bit as the hardware reads it. */
    public long word() {
        return word;
    }

    public boolean isNone() {
        return word == 0;
    }

    /** Maps a 2 MiB page itself. */
    public boolean isLeaf() {
        return (word & (_PAGE_PRESENT | _PAGE_PSE)) == (_PAGE_PRESENT | _PAGE_PSE);
    }

    /** Not present, and not none: a huge page in swap space. */
    public boolean isSwap() {
        return !isNone() && (word & _PAGE_PRESENT) == 0;
    }

    /** Names a PTE table. */
    public boolean isTable() {
        return (word & (_PAGE_PRESENT | _PAGE_PSE)) == _PAGE_PRESENT;
    }

    /** The hardware lets writes through, as far as this level decides. */
    public boolean isWrite() {
        return (word & _PAGE_RW) != 0;
    }

    public boolean isAccessed() {
        return (word & _PAGE_ACCESSED) != 0;
    }

    /**
     * Linux's {@code pmd_page}: the page struct of the PTE table that is named here.
     *
     * @throws RuleBroken I17, if this entry names no table
     */
    public Page page() {
        if (!isTable()) {
            throw new RuleBroken(
                    "I17 type safety: none, leaf and swap PMDs are never taken for tables", "a PMD that names a PTE table", "pmd " + this);
        }
        return map.page((word & PTE_PFN_MASK) >>> PAGE_SHIFT);
    }

    /** The same entry with the RW bit set: Linux's {@code pmd_mkwrite}. */
    public Pmd withWrite() {
        return new Pmd(map, word | _PAGE_RW);
    }

    /** The same entry with the RW bit clear: Linux's {@code pmd_wrprotect}. */
    public Pmd withoutWrite() {
        return new Pmd(map, word & ~_PAGE_RW);
    }

    MemMap map() {
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pmd pmd && pmd.word == word && pmd.map == map;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(word);
    }

    @Override
    public String toString() {
        return PgtableTypes.describe(word);
    }
}
