package dev.pagewalk.core.mm;

/**
 * Freed frames that are held back for a while, first in, first out, so that whoever still uses one meets a free frame and
 * not somebody else's data.
 */
final class Quarantine {
    static final int CAPACITY = 128;

    private final long[] ring = new long[CAPACITY];
    private int first;
    private int size;

    /** Puts a frame in; gives the one that has to leave for it, or 0. */
    long add(long pfn) {
        long leaving = size == CAPACITY ? poll() : 0;
        ring[(first + size++) % CAPACITY] = pfn;
        return leaving;
    }

    /** The frame that is in for the longest time, or 0. */
    long poll() {
        if (size == 0) {
            return 0;
        }
        long pfn = ring[first];
        first = (first + 1) % CAPACITY;
        size--;
        return pfn;
    }
}
