package dev.pagewalk.core.hw;

import java.util.Arrays;

/**
 * The words of frames, by frame number. Frames that were never given a non-zero word share one array of zeros; once a
 * frame has words of its own they stay the same array, so that TLBs may hold on to it.
 *
 * <p>Frames below 2^20 (4 GiB) are found by index, those above by open addressing.
 */
final class Frames {
    /** Never written. */
    static final long[] ZEROS = new long[PhysicalMemory.WORDS_PER_FRAME];

    private static final int LOW_LIMIT = 1 << 20;
    private static final long FIBONACCI = 0x9e37_79b9_7f4a_7c15L;
    private static final int FIRST = 16;

    private long[][] low = zeros(FIRST);
    private long[] highNumbers = new long[FIRST];
    private long[][] highWords = zeros(FIRST);
    private int highCount;
    private int materialised;

    /** The words of a frame, to read; {@link #ZEROS} if none was ever stored. */
    long[] find(long frame) {
        return frame < low.length ? low[(int) frame] : findFurther(frame);
    }

    /**
     * A word, for a walk. It repeats {@link #find}, because HotSpot profiles by method: walks meet tables that exist,
     * and their code should not suffer from those who look for frames that do not.
     */
    long walkRead(long frame, int index) {
        return frame < low.length ? low[(int) frame][index] : findFurther(frame)[index];
    }

    private long[] findFurther(long frame) {
        return frame < LOW_LIMIT ? ZEROS : highWords[slot(frame)];
    }

    /** The words of a frame, to write. */
    long[] findOrMake(long frame) {
        long[] words = find(frame);
        if (words == ZEROS) {
            words = new long[PhysicalMemory.WORDS_PER_FRAME];
            materialised++;
            put(frame, words);
        }
        return words;
    }

    void clear(long frame) {
        long[] words = find(frame);
        if (words != ZEROS) {
            Arrays.fill(words, 0);
        }
    }

    /** How many frames have words of their own. */
    int materialised() {
        return materialised;
    }

    private void put(long frame, long[] words) {
        if (frame < LOW_LIMIT) {
            growLow((int) frame);
            low[(int) frame] = words;
        } else {
            putHigh(frame, words);
        }
    }

    private void growLow(int frame) {
        if (frame >= low.length) {
            long[][] longer = zeros(Integer.highestOneBit(frame) << 1);
            System.arraycopy(low, 0, longer, 0, low.length);
            low = longer;
        }
    }

    private void putHigh(long frame, long[] words) {
        int slot = slot(frame);
        if (highNumbers[slot] == 0 && ++highCount > highNumbers.length / 2) {
            growHigh();
            slot = slot(frame);
        }
        highNumbers[slot] = frame;
        highWords[slot] = words;
    }

    private void growHigh() {
        long[] numbers = highNumbers;
        long[][] words = highWords;
        highNumbers = new long[numbers.length * 2];
        highWords = zeros(numbers.length * 2);
        for (int i = 0; i < numbers.length; i++) {
            int slot = slot(numbers[i]);
            highNumbers[slot] = numbers[i];
            highWords[slot] = words[i];
        }
    }

    /** Where the frame is, or the empty slot (number 0, zeros) where it would go. */
    private int slot(long frame) {
        int mask = highNumbers.length - 1;
        int slot = (int) (frame * FIBONACCI >>> Integer.SIZE) & mask;
        while (highNumbers[slot] != frame && highNumbers[slot] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long[][] zeros(int frames) {
        long[][] words = new long[frames][];
        Arrays.fill(words, ZEROS);
        return words;
    }
}
