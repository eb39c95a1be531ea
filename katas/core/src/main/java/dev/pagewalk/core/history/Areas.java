package dev.pagewalk.core.history;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.mm.MmStruct;

/**
 * Where histories happen: few pages in few tables, so that operations meet.
 *
 * <pre>
 *   area 0   the last 4 pages of one table and the first 12 of the next
 *   area 1   across the following boundary
 *   area 2   the last 16 pages of user addresses
 *   area 3   room for a huge page
 * </pre>
 */
final class Areas {
    static final int NUMBER = 4;
    static final int PAGES = 16;
    static final int HUGE = 3;
    static final int HUGE_PAGES = 512;

    private static final long[] BASES = {0x4000_0000L - 4 * PAGE_SIZE, 0x4020_0000L - 8 * PAGE_SIZE, MmStruct.TASK_SIZE - 16 * PAGE_SIZE, 0x4040_0000L};

    private Areas() {}

    /** The number of the first page of an area. */
    static long start(int area) {
        return BASES[area % NUMBER] / PAGE_SIZE;
    }
}
