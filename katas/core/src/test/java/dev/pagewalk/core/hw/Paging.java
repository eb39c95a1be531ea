package dev.pagewalk.core.hw;

/** A CPU with tables that tests can draw: one path per call of {@link #map}. */
final class Paging {
    static final long ROOT = 0x10_0000L;
    static final long ALL = Entry.PRESENT | Entry.WRITABLE | Entry.USER;

    final PhysicalMemory memory;
    final Cpu cpu;
    private final PagingMode mode;
    private long nextTable = ROOT + PhysicalMemory.FRAME_SIZE;

    Paging() {
        this(PagingMode.FOUR_LEVEL);
    }

    Paging(PagingMode mode) {
        this(mode, new PhysicalMemory(40, null));
    }

    Paging(PagingMode mode, PhysicalMemory memory) {
        this.mode = mode;
        this.memory = memory;
        cpu = new Cpu(0, memory, mode);
        cpu.writeCr3(ROOT);
        memory.pmu().reset();
    }

    /** Maps a page of 4 KiB with all rights at the levels above. */
    void map(long va, long pa, long flags) {
        map(va, pa, flags, 1);
    }

    /** Maps a page by a leaf of {@code level}. */
    void map(long va, long leaf, long flags, int level) {
        long size = level > 1 ? Entry.PAGE_SIZE : 0;
        memory.poke(entry(va, level), leaf | flags | size);
    }

    /** The address of the entry of {@code level} on the path of {@code va}; the tables above are made if need be. */
    long entry(long va, int level) {
        long table = ROOT;
        if (level < mode.levels()) {
            long above = entry(va, level + 1);
            if (memory.peek(above) == 0) {
                memory.poke(above, nextTable | ALL);
                nextTable += PhysicalMemory.FRAME_SIZE;
            }
            table = memory.peek(above) & Entry.FRAME;
        }
        return table + (long) LinearAddress.index(va, level) * PhysicalMemory.WORD_SIZE;
    }

    long peek(long va, int level) {
        return memory.peek(entry(va, level));
    }

    /** The topmost entry, without making tables below it. */
    long peekRoot(long va) {
        return peek(va, mode.levels());
    }

    void poke(long va, int level, long value) {
        memory.poke(entry(va, level), value);
    }

    long count(Event event) {
        return memory.pmu().get(event);
    }

    int errorCode() {
        return cpu.fault().errorCode();
    }
}
