package dev.pagewalk.core.hw;

import java.util.Arrays;

/**
 * A set-associative array of translations of one size, {@value #WAYS} ways.
 *
 * <pre>
 *           way 0             way 1             way 2             way 3
 *  set 0:   tag translation | tag translation | tag translation | tag translation
 *  set 1:   ...
 *
 *           63      52 51                                    0
 *          +----------+---------------------------------------+
 *  tag     | PCID     | linear address without the offset     |   its lowest bits choose the set
 *          +----------+---------------------------------------+
 * </pre>
 *
 * <p>Within a set the ways are filled in turn, beginning with the one that was emptied last; so the same accesses
 * leave the same contents on every run.
 * <em>Simplification:</em> processors replace an entry that was not used lately.
 */
final class TranslationArray {
    static final int WAYS = 4;

    /** Stands in every place that was never filled. */
    private static final Slot NOTHING = new Slot();

    private final int shift;
    private final Slot[] slots;
    private final byte[] next;
    private int filled;

    /**
     * @param level translations of this level: 1 = 4 KiB of linear addresses each, 2 = 2 MiB …
     * @param sets a power of two
     */
    TranslationArray(int level, int sets) {
        shift = LinearAddress.shift(level);
        slots = new Slot[sets * WAYS];
        next = new byte[sets];
        Arrays.fill(slots, NOTHING);
    }

    /** The place of the translation of {@code va} in {@code context}; an empty one if there is none. */
    Slot find(long va, long context) {
        long tag = va >>> shift | context;
        Slot[] in = slots;
        int at = (int) tag * WAYS & in.length - 1;
        Slot first = in[at];
        return first.tag == tag ? first : findFurther(in, at, tag);
    }

    private static Slot findFurther(Slot[] in, int at, long tag) {
        for (int way = 1; way < WAYS; way++) {
            Slot slot = in[at + way];
            if (slot.tag == tag) {
                return slot;
            }
        }
        return NOTHING;
    }

    boolean isEmpty() {
        return filled == 0;
    }

    /** Remembers a translation of an address that has none in this context. */
    void put(long va, long context, long translation) {
        long tag = va >>> shift | context;
        int set = (int) tag & next.length - 1;
        int way = next[set];
        next[set] = (byte) (way + 1 & WAYS - 1);
        Slot slot = slotToFill(set * WAYS + way);
        if (slot.isEmpty()) {
            filled++;
        }
        slot.set(tag, translation);
    }

    private Slot slotToFill(int at) {
        if (slots[at] == NOTHING) {
            slots[at] = new Slot();
        }
        return slots[at];
    }

    /** Forgets the translation of {@code va} in {@code context}. */
    void forget(long va, long context) {
        long tag = va >>> shift | context;
        int at = (int) tag * WAYS & slots.length - 1;
        for (int way = 0; way < WAYS; way++) {
            if (slots[at + way].tag == tag) {
                forgetAt(at + way);
            }
        }
    }

    /** Forgets all translations of {@code context}. */
    void forget(long context) {
        for (int at = 0; filled != 0 && at < slots.length; at++) {
            if (!slots[at].isEmpty() && Translation.contextOf(slots[at].tag) == context) {
                forgetAt(at);
            }
        }
    }

    /** Forgets everything, and begins with way 0 again. */
    void forgetAll() {
        for (int at = 0; filled != 0 && at < slots.length; at++) {
            if (!slots[at].isEmpty()) {
                forgetAt(at);
            }
        }
        Arrays.fill(next, (byte) 0);
    }

    private void forgetAt(int at) {
        slots[at].set(Slot.NO_TAG, Translation.NONE);
        next[at / WAYS] = (byte) (at % WAYS);
        filled--;
    }

    /** Shows every translation, set by set. */
    void forEach(Visitor visitor) {
        for (Slot slot : slots) {
            if (!slot.isEmpty()) {
                int sign = Translation.PCID_BITS;
                visitor.see(slot.tag << sign >> sign << shift, Translation.pcidOf(slot.tag), slot.translation);
            }
        }
    }

    interface Visitor {
        void see(long va, int pcid, long translation);
    }
}
