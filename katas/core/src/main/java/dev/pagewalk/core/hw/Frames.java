package dev.pagewalk.core.hw;

import java.util.Arrays;

/**
 * The words of frames, by frame number; a frame that was never given a non-zero word has none. Once it has words, they
 * stay the same array, so that TLBs may hold on to it.
 * Frames below {@value #LOW_LIMIT} are found by index, those above by open addressing.
 */
final class Frames {
    static final int LOW_LIMIT = 1 << 20;

    private static final long FIBONACCI = 0x9e37_79b9_7f4a_7c15L;
    private static final int FIRST_HIGH = 16;

    private long[][] low = new long[0][];
    private long[] highNumbers = new long[FIRST_HIGH];
    private long[][] highWords = new long[FIRST_HIGH][];
    private int highCount;
    private int materialised;

    /** The words of a frame, or null if all are zero and none was ever stored. */
    long[] find(long frame) {
        if (frame < low.length) {
            return low[(int) frame];
        }
        return frame < LOW_LIMIT ? null : highWords[slot(frame)];
    }

    long[] findOrMake(long frame) {
        long[] words = find(frame);
        if (words == null) {
            words = new long[PhysicalMemory.WORDS_PER_FRAME];
            materialised++;
            put(frame, words);
        }
        return words;
    }

    void clear(long frame) {
        long[] words = find(frame);
        if (words != null) {
            Arrays.fill(words, 0);
        }
    }

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
            low = Arrays.copyOf(low, Integer.highestOneBit(Math.max(frame, FIRST_HIGH)) << 1);
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
        highWords = new long[numbers.length * 2][];
        for (int i = 0; i < numbers.length; i++) {
            int slot = slot(numbers[i]);
            highNumbers[slot] = numbers[i];
            highWords[slot] = words[i];
        }
    }

    /** Where the frame is, or the empty slot (number 0, no words) where it would go. */
    private int slot(long frame) {
        int mask = highNumbers.length - 1;
        int slot = (int) (frame * FIBONACCI >>> Integer.SIZE) & mask;
        while (highNumbers[slot] != frame && highNumbers[slot] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
