package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;

import dev.pagewalk.core.hook.Update;

/**
 * Linux's {@code pte_t *}: the place of an entry in a PTE table, or of a huge page in a PMD table. Each method is one access,
 * never torn.
 */
public final class PtePtr {
    private final MemMap map;
    private final long address;
    private final boolean huge;

    PtePtr(MemMap map, long address) {
        this(map, address, false);
    }

    private PtePtr(MemMap map, long address, boolean huge) {
        this.map = map;
        this.address = address;
        this.huge = huge;
    }

    /** The slot of a huge page, as those see it who treat pages of all sizes alike: Linux's {@code huge_pte_offset}. */
    public static PtePtr ofHuge(PmdPtr slot) {
        return new PtePtr(slot.map(), slot.address(), true);
    }

    /** The slot's address. Simplification: physical, as all memory is mapped. */
    public long address() {
        return address;
    }

    /** Reads the entry, once. */
    public Pte get() {
        return new Pte(map.readEntry(address));
    }

    /** Writes the entry with a plain store. Locking: the table's lock, unless nobody else can reach the table yet. */
    public void set(Pte pte) {
        map.writeEntry(address, pte.word());
    }

    /** Clears the RW bit in one step that loses no bit of the hardware's. Locking: the table's lock. */
    public void wrprotect() {
        map.updateEntry(address, Update.AND, ~_PAGE_RW, 0);
    }

    /** Replaces the entry in one step, and returns what was there. Locking: the table's lock. */
    public Pte getAndSet(Pte next) {
        return new Pte(map.updateEntry(address, Update.SET, next.word(), 0));
    }

    /** Replaces the entry by {@code next} in one step, if it is {@code expected} bit for bit; says whether it did. */
    public boolean cas(Pte expected, Pte next) {
        return map.updateEntry(address, Update.COMPARE_AND_SET, expected.word(), next.word()) == expected.word();
    }

    /** Sets the RW bit in one step that loses no bit of the hardware's. Locking: the table's lock. */
    public void mkwrite() {
        map.updateEntry(address, Update.OR, _PAGE_RW, 0);
    }

    /** Reads the entry: nothing is there. */
    public boolean isNone() {
        return get().isNone();
    }

    /** Reads the entry: the hardware finds a page there. */
    public boolean isPresent() {
        return get().isPresent();
    }

    /** Reads the entry: the page that was there lies in swap space. */
    public boolean isSwap() {
        return get().isSwap();
    }

    /**
     * Whether this place is for a huge page: a slot of a PMD table. It tells by the place, not by the entry, which others may
     * change. Simplification: {@code pte_huge} of Linux looks at the entry.
     */
    public boolean isHuge() {
        return huge;
    }

    /** The entry behind this one, for the next page, in the same table: {@code pte++} in C. */
    public PtePtr next() {
        return new PtePtr(map, address + Long.BYTES);
    }

    /** The page structs of the machine. */
    MemMap map() {
        return map;
    }

    @Override
    public String toString() {
        return map.memory().describe(address);
    }
}
