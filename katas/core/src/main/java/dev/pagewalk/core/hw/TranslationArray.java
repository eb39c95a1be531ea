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
    /** What {@link #find} gives if there is nothing. */
    static final int ABSENT = -1;
    /**
     * Of an empty place. Whoever asks for the linear address 2^63, which is not canonical, finds one: there, all empty places
     * hold {@link Translation#NONE} and no words, as if nothing were found.
     */
    static final long NO_TAG = 1L << 51;

    private static final int WAYS = 4;

    private final int shift;
    private final long[] tags;
    private final long[] translations;
    /** The words of the frame, where a load has looked for them and there were some. */
    private final long[][] words;
    /** By set, the way to fill next. */
    private final byte[] next;

    /**
     * @param level translations of this level: 1 = 4 KiB of linear addresses each, 2 = 2 MiB …
     * @param sets a power of two
     */
    TranslationArray(int level, int sets) {
        shift = LinearAddress.shift(level);
        tags = new long[sets * WAYS];
        translations = new long[sets * WAYS];
        words = new long[sets * WAYS][];
        next = new byte[sets];
        forgetAll();
    }

    /** The place of the translation of {@code va} in {@code context}, or {@link #ABSENT}. */
    int find(long va, long context) {
        long tag = va >>> shift | context;
        long[] in = tags;
        int at = (int) tag * WAYS & in.length - 1;
        return in[at] == tag ? at : findFurther(tag, at);
    }

    private int findFurther(long tag, int at) {
        for (int i = at + 1; i < at + WAYS; i++) {
            if (tags[i] == tag) {
                return i;
            }
        }
        return ABSENT;
    }

    /** The translation at a place that {@link #find} gave; {@link Translation#NONE} at {@link #ABSENT}. */
    long translation(int place) {
        return place < 0 ? Translation.NONE : translations[place];
    }

    /** The words of the frame at a place that {@link #find} gave, or null if they are not known yet. */
    long[] words(int place) {
        return words[place];
    }

    void setWords(int place, long[] known) {
        words[place] = known;
    }

    /** Remembers a translation of an address that has none in this context. */
    void put(long va, long context, long translation) {
        long tag = va >>> shift | context;
        int set = (int) tag & next.length - 1;
        int way = next[set];
        int at = set * WAYS + way;
        next[set] = (byte) (way + 1 & WAYS - 1);
        tags[at] = tag;
        translations[at] = translation;
        words[at] = null;
    }

    /** Forgets the translation of {@code va} in {@code context}. */
    void forget(long va, long context) {
        int place = find(va, context);
        if (place >= 0) {
            forgetAt(place);
        }
    }

    /** Forgets all translations of {@code context}. */
    void forget(long context) {
        for (int at = 0; at < tags.length; at++) {
            if (tags[at] != NO_TAG && Translation.contextOf(tags[at]) == context) {
                forgetAt(at);
            }
        }
    }

    /** Forgets everything, and begins with way 0 again. */
    void forgetAll() {
        Arrays.fill(tags, NO_TAG);
        Arrays.fill(translations, Translation.NONE);
        Arrays.fill(words, null);
        Arrays.fill(next, (byte) 0);
    }

    private void forgetAt(int at) {
        tags[at] = NO_TAG;
        translations[at] = Translation.NONE;
        words[at] = null;
        next[at / WAYS] = (byte) (at % WAYS);
    }

    /** Shows every translation, set by set. */
    void forEach(Visitor visitor) {
        for (int at = 0; at < tags.length; at++) {
            if (tags[at] != NO_TAG) {
                visitor.see(address(tags[at], shift), Translation.pcidOf(tags[at]), translations[at]);
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
