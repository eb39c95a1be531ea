package dev.pagewalk.bench;

import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;

/** Builds 4-level tables for pages of 4 KiB; frames for tables are taken one after another. */
final class Tables {
    /** The PML4 table. */
    static final long ROOT = 0x10_0000L;

    private static final long FLAGS =
            Entry.PRESENT | Entry.WRITABLE | Entry.USER | Entry.ACCESSED | Entry.DIRTY;
    private static final int TOP = 4;

    private final PhysicalMemory memory;
    private long next = ROOT + PhysicalMemory.FRAME_SIZE;

    Tables(PhysicalMemory memory) {
        this.memory = memory;
    }

    void map(long va, long pa) {
        long table = ROOT;
        for (int level = TOP; level > 1; level--) {
            table = tableBelow(entry(table, va, level));
        }
        memory.poke(entry(table, va, 1), pa | FLAGS);
    }

    private long tableBelow(long entry) {
        if (memory.peek(entry) == 0) {
            memory.poke(entry, next | FLAGS & ~Entry.DIRTY);
            next += PhysicalMemory.FRAME_SIZE;
        }
        return memory.peek(entry) & Entry.FRAME;
    }

    private static long entry(long table, long va, int level) {
        return table + (long) LinearAddress.index(va, level) * PhysicalMemory.WORD_SIZE;
    }
}
