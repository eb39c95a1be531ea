package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;

import dev.pagewalk.core.hook.Update;

/**
 * Linux's {@code pmd_t *}: the place of a PMD entry. Each method is one access, never torn.
 *
 * <p>Nearly always the place is a slot of a PMD table, which hardware and other CPUs read and write too.
 * {@link #copyOf} is the other kind: a slot off the page tables that holds a saved value, like {@code &cowed_entry}
 * of a local variable in C.
 */
public final class PmdPtr {
    /** Where {@link #copyOf} slots say that they are: no PMD table lies there. Simplification: all at one address. */
    private static final long OFF_TABLE = 0xffff_c900_0000_0000L;

    private final MemMap map;
    private final long address;
    private long saved;

    PmdPtr(MemMap map, long address) {
        this.map = map;
        this.address = address;
    }

    /** A slot off the page tables that holds a value: nobody else sees it, and it is nobody's identity. */
    public static PmdPtr copyOf(Pmd pmd) {
        PmdPtr slot = new PmdPtr(pmd.map(), OFF_TABLE);
        slot.saved = pmd.word();
        return slot;
    }

    /** The slot's address: what tells one slot from every other. Simplification: physical, as all memory is mapped. */
    public long address() {
        return address;
    }

    /** Reads the entry, once. */
    public Pmd get() {
        return new Pmd(map, isCopy() ? saved : map.readEntry(address));
    }

    /** A value for this machine, from the bits of an entry. */
    public Pmd of(long word) {
        return new Pmd(map, word);
    }

    /** Writes the entry with a plain store; a bit that the hardware sets meanwhile is lost. */
    public void set(Pmd pmd) {
        if (isCopy()) {
            saved = pmd.word();
        } else {
            map.writeEntry(address, pmd.word());
        }
    }

    /** Replaces the entry by {@code next} in one step, if it is {@code expected} bit for bit; says whether it did. */
    public boolean cas(Pmd expected, Pmd next) {
        return update(Update.COMPARE_AND_SET, expected.word(), next.word()) == expected.word();
    }

    /** Replaces the entry in one step, and returns what was there. */
    public Pmd getAndSet(Pmd next) {
        return new Pmd(map, update(Update.SET, next.word(), 0));
    }

    /** The slot behind this one, for the next 2 MiB, in the same table: {@code pmd++} in C. */
    public PmdPtr next() {
        return new PmdPtr(map, address + Long.BYTES);
    }

    /** The page structs of the machine. */
    MemMap map() {
        return map;
    }

    /** The machine that the slot belongs to. */
    public Platform platform() {
        return map.platform();
    }

    Pmd none() {
        return new Pmd(map, 0);
    }

    /** Clears the RW bit in one step that loses no bit of the hardware's: {@code pmdp_set_wrprotect}. */
    public void wrprotect() {
        update(Update.AND, ~_PAGE_RW, 0);
    }

    /** Sets the RW bit in one step that loses no bit of the hardware's. */
    public void mkwrite() {
        update(Update.OR, _PAGE_RW, 0);
    }

    @Override
    public String toString() {
        return isCopy() ? "a copy of " + PgtableTypes.describe(saved) : map.memory().describe(address);
    }

    private long update(Update update, long a, long b) {
        if (isCopy()) {
            long was = saved;
            saved = update.apply(was, a, b);
            return was;
        }
        return map.updateEntry(address, update, a, b);
    }

    private boolean isCopy() {
        return address == OFF_TABLE;
    }
}
