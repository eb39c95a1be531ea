package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;

import dev.pagewalk.core.hook.Update;

/** Linux's {@code pte_t *}: the place of an entry in a PTE table. Each method is one access, never torn. */
public final class PtePtr {
    private final MemMap map;
    private final long address;

    PtePtr(MemMap map, long address) {
        this.map = map;
        this.address = address;
    }

    /** The slot's address. Simplification: physical, as all memory is mapped. */
    public long address() {
        return address;
    }

    /** Reads the entry, once. */
    public Pte get() {
        return new Pte(map.memory().read(address));
    }

    /** Writes the entry with a plain store. Locking: the table's lock, unless nobody else can reach the table yet. */
    public void set(Pte pte) {
        map.memory().write(address, pte.word());
    }

    /** Clears the RW bit in one step that loses no bit of the hardware's. Locking: the table's lock. */
    public void wrprotect() {
        map.memory().update(address, Update.AND, ~_PAGE_RW, 0);
    }

    @Override
    public String toString() {
        return map.memory().describe(address);
    }
}
