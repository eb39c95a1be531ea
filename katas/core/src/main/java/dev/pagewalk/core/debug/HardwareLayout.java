package dev.pagewalk.core.debug;

import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;

/**
 * Where the tables of a measured access lie.
 *
 * <pre>
 *  4-level   PML4 800000                PDPT 802000   PD 803000   PT 804000
 *  5-level   PML5 800000   PML4 801000  PDPT 802000   PD 803000   PT 804000
 * </pre>
 */
final class HardwareLayout {
    static final long ROOT = 0x800000L;

    private static final long[] TABLES = {0, 0x804000L, 0x803000L, 0x802000L, 0x801000L};

    private HardwareLayout() {}

    /** The physical address of the entry of {@code level} that translates {@code va}. */
    static long entry(long va, int level, int levels) {
        long table = level == levels ? ROOT : TABLES[level];
        return table + (long) LinearAddress.index(va, level) * PhysicalMemory.WORD_SIZE;
    }
}
