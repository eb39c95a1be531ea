package dev.pagewalk.core.hw;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * A set-associative array of translations of one size, {@value #WAYS} ways, tagged by linear address and PCID.
 *
 * <pre>
 *  set 0:  tag translation | tag translation | tag translation | tag translation
 *  set 1:  ...
 * </pre>
 *
 * <p>Replacement is first in, first out within a set, so the same accesses leave the same contents on every run.
 * <em>Simplification:</em> processors keep an approximation of least recently used.
 */
final class TranslationArray {
    static final int WAYS = 4;

    private static final int SET_LONGS = 2 * WAYS;

    private final int shift;
    private final int setMask;
    private final long[] words;
    private final byte[] oldest;
    private int filled;

    /**
     * @param level translations of this level: 1 = 4 KiB of linear addresses each, 2 = 2 MiB …
     * @param sets a power of two
     */
    TranslationArray(int level, int sets) {
        shift = LinearAddress.shift(level);
        setMask = sets - 1;
        words = new long[sets * SET_LONGS];
        oldest = new byte[sets];
    }

    /** The translation of {@code va} in {@code context}, or {@link Translation#NONE}. */
    long find(long va, long context) {
        long tag = va >> shift;
        int at = ((int) tag & setMask) * SET_LONGS;
        for (int way = 0; way < WAYS; way++) {
            long translation = words[at + 2 * way + 1];
            if (words[at + 2 * way] == tag && translation != Translation.NONE
                    && Translation.belongs(translation, context)) {
                return translation;
            }
        }
        return Translation.NONE;
    }

    boolean isEmpty() {
        return filled == 0;
    }

    /** Remembers a translation, in the place of an older one that would be used for the same address, if any. */
    void put(long va, long translation) {
        long tag = va >> shift;
        int set = (int) tag & setMask;
        int at = set * SET_LONGS + 2 * wayFor(set, tag, translation);
        if (words[at + 1] == Translation.NONE) {
            filled++;
        }
        words[at] = tag;
        words[at + 1] = translation;
    }

    private int wayFor(int set, long tag, long translation) {
        int free = -1;
        for (int way = WAYS - 1; way >= 0; way--) {
            int at = set * SET_LONGS + 2 * way;
            if (words[at + 1] == Translation.NONE) {
                free = way;
            } else if (words[at] == tag && Translation.belongs(words[at + 1], Translation.contextOf(translation))) {
                return way;
            }
        }
        return free >= 0 ? free : replaced(set);
    }

    private int replaced(int set) {
        int way = oldest[set];
        oldest[set] = (byte) (way + 1 & WAYS - 1);
        return way;
    }

    /** Forgets the translations of {@code va} that {@code which} accepts. */
    void forget(long va, LongPredicate which) {
        long tag = va >> shift;
        int at = ((int) tag & setMask) * SET_LONGS;
        for (int i = at; i < at + SET_LONGS; i += 2) {
            if (words[i] == tag) {
                forgetAt(i, which);
            }
        }
    }

    /** Forgets all translations that {@code which} accepts. */
    void forget(LongPredicate which) {
        for (int i = 0; filled != 0 && i < words.length; i += 2) {
            forgetAt(i, which);
        }
    }

    void forgetAll() {
        if (filled != 0) {
            Arrays.fill(words, 0);
            filled = 0;
        }
        Arrays.fill(oldest, (byte) 0);
    }

    private void forgetAt(int i, LongPredicate which) {
        if (words[i + 1] != Translation.NONE && which.test(words[i + 1])) {
            words[i + 1] = Translation.NONE;
            filled--;
        }
    }

    /** Shows every translation, set by set. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < words.length; i += 2) {
            if (words[i + 1] != Translation.NONE) {
                visitor.see(words[i] << shift, words[i + 1]);
            }
        }
    }

    interface Visitor {
        void see(long va, long translation);
    }
}
