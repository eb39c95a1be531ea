package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;

import dev.pagewalk.core.hook.Update;
import dev.pagewalk.core.hw.PhysicalMemory;

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
        return new Pmd(map, isCopy() ? saved : memory().read(address));
    }

    /** Writes the entry with a plain store; a bit that the hardware sets meanwhile is lost. */
    public void set(Pmd pmd) {
        if (isCopy()) {
            saved = pmd.word();
        } else {
            memory().write(address, pmd.word());
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
        return isCopy() ? "a copy of " + PgtableTypes.describe(saved) : memory().describe(address);
    }

    private long update(Update update, long a, long b) {
        if (isCopy()) {
            long was = saved;
            saved = update.apply(was, a, b);
            return was;
        }
        return memory().update(address, update, a, b);
    }

    private boolean isCopy() {
        return address == OFF_TABLE;
    }

    private PhysicalMemory memory() {
        return map.memory();
    }

}
