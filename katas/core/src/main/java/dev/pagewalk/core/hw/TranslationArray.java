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
    private static final int WAYS = 4;

    /** Stands in every place that was never filled. */
    private static final Slot NOTHING = new Slot();

    private final int shift;
    /** By way, then by set. */
    private final Slot[][] slots;
    private final Slot[] firstWay;
    private final byte[] next;
    private int filled;

    /**
     * @param level translations of this level: 1 = 4 KiB of linear addresses each, 2 = 2 MiB …
     * @param sets a power of two
     */
    TranslationArray(int level, int sets) {
        shift = LinearAddress.shift(level);
        slots = new Slot[WAYS][sets];
        firstWay = slots[0];
        next = new byte[sets];
        for (Slot[] way : slots) {
            Arrays.fill(way, NOTHING);
        }
    }

    /** The place of the translation of {@code va} in {@code context}; an empty one if there is none. */
    Slot find(long va, long context) {
        long tag = va >>> shift | context;
        Slot[] way = firstWay;
        Slot slot = way[(int) tag & way.length - 1];
        return slot.tag == tag ? slot : findFurther(tag);
    }

    private Slot findFurther(long tag) {
        for (int way = 1; way < WAYS; way++) {
            Slot slot = slots[way][setOf(tag)];
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
        int set = setOf(tag);
        int way = next[set];
        next[set] = (byte) (way + 1 & WAYS - 1);
        Slot slot = slotToFill(slots[way], set);
        if (slot.isEmpty()) {
            filled++;
        }
        slot.set(tag, translation);
    }

    private static Slot slotToFill(Slot[] way, int set) {
        if (way[set] == NOTHING) {
            way[set] = new Slot();
        }
        return way[set];
    }

    /** Forgets the translation of {@code va} in {@code context}. */
    void forget(long va, long context) {
        long tag = va >>> shift | context;
        for (int way = 0; way < WAYS; way++) {
            if (slots[way][setOf(tag)].tag == tag) {
                forgetAt(way, setOf(tag));
            }
        }
    }

    /** Forgets all translations of {@code context}. */
    void forget(long context) {
        for (int set = 0; filled != 0 && set < next.length; set++) {
            for (int way = 0; way < WAYS; way++) {
                Slot slot = slots[way][set];
                if (!slot.isEmpty() && Translation.contextOf(slot.tag) == context) {
                    forgetAt(way, set);
                }
            }
        }
    }

    /** Forgets everything, and begins with way 0 again. */
    void forgetAll() {
        for (int set = 0; filled != 0 && set < next.length; set++) {
            for (int way = 0; way < WAYS; way++) {
                if (!slots[way][set].isEmpty()) {
                    forgetAt(way, set);
                }
            }
        }
        Arrays.fill(next, (byte) 0);
    }

    private void forgetAt(int way, int set) {
        slots[way][set].set(Slot.NO_TAG, Translation.NONE);
        next[set] = (byte) way;
        filled--;
    }

    private int setOf(long tag) {
        return (int) tag & next.length - 1;
    }

    /** Shows every translation, set by set. */
    void forEach(Visitor visitor) {
        for (int set = 0; set < next.length; set++) {
            for (Slot[] way : slots) {
                if (!way[set].isEmpty()) {
                    Slot slot = way[set];
                    visitor.see(address(slot.tag, shift), Translation.pcidOf(slot.tag), slot.translation);
                }
            }
        }
    }

    /** The first linear address that a tag stands for. */
    static long address(long tag, int shift) {
        int bits = Translation.PCID_BITS;
        return tag << bits >>> bits << shift;
    }

    interface Visitor {
        void see(long va, int pcid, long translation);
    }
}
