package dev.pagewalk.core.hw;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * A set-associative array of translations of one size, {@value #WAYS} ways, tagged by linear address and PCID.
 *
 * <pre>
 *           way 0             way 1             way 2             way 3
 *  set 0:   tag translation | tag translation | tag translation | tag translation
 *  set 1:   ...
 * </pre>
 *
 * <p>Within a set the ways are filled in turn, beginning with the one that was emptied last; so the same accesses
 * leave the same contents on every run.
 * <em>Simplification:</em> processors replace an entry that was not used lately.
 */
final class TranslationArray {
    static final int WAYS = 4;
    /** What {@link #find} gives if there is nothing. */
    static final int ABSENT = -1;

    private static final int SET_LONGS = 2 * WAYS;
    /** No address has this tag: the bits that its shift brings in are not all equal. */
    private static final long EMPTY = 1L << Long.SIZE - 2;

    private final int shift;
    private final long[] words;
    private final byte[] next;
    private int filled;

    /**
     * @param level translations of this level: 1 = 4 KiB of linear addresses each, 2 = 2 MiB …
     * @param sets a power of two
     */
    TranslationArray(int level, int sets) {
        shift = LinearAddress.shift(level);
        words = new long[sets * SET_LONGS];
        next = new byte[sets];
        clear();
    }

    /** Where the translation of {@code va} in {@code context} is, or {@link #ABSENT}. */
    int find(long va, long context) {
        long[] in = words;
        long tag = va >> shift;
        int at = (int) tag * SET_LONGS & in.length - 1;
        for (int way = 0; way < WAYS; way++) {
            if (in[at] == tag && Translation.belongs(in[at + 1], context)) {
                return at;
            }
            at += 2;
        }
        return ABSENT;
    }

    /** The translation at a place that {@link #find} gave. */
    long at(int place) {
        return words[place + 1];
    }

    boolean isEmpty() {
        return filled == 0;
    }

    /** Remembers a translation of an address that has none in this context. */
    void put(long va, long translation) {
        long tag = va >> shift;
        int set = (int) tag & next.length - 1;
        int way = next[set];
        int at = set * SET_LONGS + 2 * way;
        next[set] = (byte) (way + 1 & WAYS - 1);
        if (words[at] == EMPTY) {
            filled++;
        }
        words[at] = tag;
        words[at + 1] = translation;
    }

    /** Forgets the translations of {@code va} that {@code which} accepts. */
    void forget(long va, LongPredicate which) {
        long tag = va >> shift;
        int at = (int) tag * SET_LONGS & words.length - 1;
        for (int i = at; i < at + SET_LONGS; i += 2) {
            if (words[i] == tag) {
                forgetAt(i, which);
            }
        }
    }

    /** Forgets all translations that {@code which} accepts. */
    void forget(LongPredicate which) {
        for (int i = 0; filled != 0 && i < words.length; i += 2) {
            if (words[i] != EMPTY) {
                forgetAt(i, which);
            }
        }
    }

    void forgetAll() {
        if (filled != 0) {
            clear();
        }
    }

    private void clear() {
        Arrays.fill(words, EMPTY);
        Arrays.fill(next, (byte) 0);
        filled = 0;
    }

    private void forgetAt(int i, LongPredicate which) {
        if (which.test(words[i + 1])) {
            words[i] = EMPTY;
            next[i / SET_LONGS] = (byte) (i % SET_LONGS / 2);
            filled--;
        }
    }

    /** Shows every translation, set by set. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < words.length; i += 2) {
            if (words[i] != EMPTY) {
                visitor.see(words[i] << shift, words[i + 1]);
            }
        }
    }

    interface Visitor {
        void see(long va, long translation);
    }
}
