package dev.pagewalk.core.hw;

import dev.pagewalk.core.hook.Hook;

/**
 * A picture of memory: trees of tables, drawn page by page, and a CPU that looks at the first of them.
 *
 * <pre>
 *  Picture at = new Picture().page(VA, PA | USER_RW);      CR3 = ROOT, 4-level, all caches empty, all counts 0
 * </pre>
 *
 * <p>Tables come from frames above each root, in the order in which they are first needed, and allow everything.
 */
final class Picture {
    static final long ROOT = 0x10_0000;
    static final long OTHER_ROOT = 0x20_0000;
    static final long KERNEL_RW = Entry.PRESENT | Entry.WRITABLE;
    static final long USER_RW = KERNEL_RW | Entry.USER;
    static final long USER_RO = Entry.PRESENT | Entry.USER;
    static final long SEEN = Entry.ACCESSED | Entry.DIRTY;

    final PhysicalMemory memory;
    final Cpu cpu;
    private long nextTable = ROOT;

    Picture() {
        this(new PhysicalMemory(40, null), PagingMode.FOUR_LEVEL);
    }

    Picture(PhysicalMemory memory, PagingMode mode) {
        this.memory = memory;
        cpu = new Cpu(0, memory, mode);
        cpu.writeCr3(ROOT);
        memory.pmu().reset();
    }

    static Picture hooked(Hook hook) {
        return new Picture(new PhysicalMemory(40, hook), PagingMode.FOUR_LEVEL);
    }

    static Picture fiveLevel() {
        return new Picture(new PhysicalMemory(40, null), PagingMode.FIVE_LEVEL);
    }

    Picture page(long va, long leaf) {
        return leaf(ROOT, va, 1, leaf);
    }

    Picture page2M(long va, long leaf) {
        return leaf(ROOT, va, 2, leaf | Entry.PAGE_SIZE);
    }

    Picture page1G(long va, long leaf) {
        return leaf(ROOT, va, 3, leaf | Entry.PAGE_SIZE);
    }

    Picture pageOfOther(long va, long leaf) {
        return leaf(OTHER_ROOT, va, 1, leaf);
    }

    /** PCIDs on: CR3 names the first tree with PCID 0. */
    Picture withPcids() {
        return with(Bits.CR4_PCIDE);
    }

    /** With more bits in CR4. */
    Picture with(long cr4) {
        cpu.writeCr4(cpu.registers().cr4() | cr4);
        memory.pmu().reset();
        return this;
    }

    /** Sets an entry in the first tree, as software would, without any flush. */
    void entry(long va, int level, long value) {
        memory.poke(place(ROOT, va, level), value);
    }

    long entry(long va, int level) {
        return memory.peek(place(va, level));
    }

    /** The physical address of an entry in the first tree. */
    long place(long va, int level) {
        return place(ROOT, va, level);
    }

    long count(Event event) {
        return memory.pmu().get(event);
    }

    private Picture leaf(long root, long va, int level, long leaf) {
        memory.poke(place(root, va, level), leaf);
        return this;
    }

    private long place(long root, long va, int level) {
        long table = root;
        for (int above = cpu.registers().levels(); above > level; above--) {
            long place = table + LinearAddress.index(va, above) * 8L;
            if (memory.peek(place) == 0) {
                nextTable += PhysicalMemory.FRAME_SIZE;
                memory.poke(place, nextTable + (root - ROOT) | USER_RW);
            }
            table = memory.peek(place) & Entry.FRAME;
        }
        return table + LinearAddress.index(va, level) * 8L;
    }
}
