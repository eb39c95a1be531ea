package dev.pagewalk.core.hw;

/** One place of a {@link TranslationArray}. */
final class Slot {
    /** Never asked for: as a linear address it would not be canonical. */
    static final long NO_TAG = 1L << 51;

    /** Linear address without the offset, and PCID. */
    long tag = NO_TAG;
    /** See {@link Translation}. */
    long translation = Translation.NONE;
    /** The words of the frame, once a load has looked for them and there are some. */
    long[] words;

    void set(long tag, long translation) {
        this.tag = tag;
        this.translation = translation;
        if (words != null) {
            words = null;
        }
    }

    boolean isEmpty() {
        return translation == Translation.NONE;
    }
}
