package dev.pagewalk.core.hw;

import java.util.Arrays;

/**
 * A direct-mapped cache of entries of one level: where the next table is, and the rights so far.
 *
 * <pre>
 *  tag translation | tag translation | …      tag as in a {@link TranslationArray}; its lowest bits choose the place
 * </pre>
 */
final class WalkCache {
    private final int shift;
    private final long[] words;

    /**
     * @param level of the entries: 2 = PDE …
     * @param places a power of two
     */
    WalkCache(int level, int places) {
        shift = LinearAddress.shift(level);
        words = new long[2 * places];
        forgetAll();
    }

    /** What is cached for {@code va} in {@code context}, or {@link Translation#NONE}. */
    long find(long va, long context) {
        long tag = va >>> shift | context;
        int at = place(tag);
        return words[at] == tag ? words[at + 1] : Translation.NONE;
    }

    void put(long va, long context, long translation) {
        long tag = va >>> shift | context;
        int at = place(tag);
        words[at] = tag;
        words[at + 1] = translation;
    }

    void forget(long va, long context) {
        long tag = va >>> shift | context;
        if (words[place(tag)] == tag) {
            words[place(tag)] = Slot.NO_TAG;
        }
    }

    void forget(long context) {
        for (int at = 0; at < words.length; at += 2) {
            if (Translation.contextOf(words[at]) == context) {
                words[at] = Slot.NO_TAG;
            }
        }
    }

    void forgetAll() {
        Arrays.fill(words, Slot.NO_TAG);
    }

    void forEach(TranslationArray.Visitor visitor) {
        for (int at = 0; at < words.length; at += 2) {
            if (words[at] != Slot.NO_TAG) {
                visitor.see(TranslationArray.address(words[at], shift), Translation.pcidOf(words[at]), words[at + 1]);
            }
        }
    }

    private int place(long tag) {
        return (int) tag * 2 & words.length - 1;
    }
}
