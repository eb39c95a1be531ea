package dev.pagewalk.core.hw;

import org.junit.jupiter.api.BeforeEach;

/** A CPU with two user pages and a global kernel page mapped: what tests of its caches begin with. */
abstract class CachedPages {
    static final long VA = 0x7f12_3456_7000L;
    static final long OTHER = VA + 0x1000;
    static final long KERNEL = 0xffff_8880_0000_0000L;
    static final long OLD = 0x200_0000L;
    static final long NEW = 0x300_0000L;
    static final int SETS = 64;
    static final int WAYS = 4;

    final Paging paging = new Paging();
    final Cpu cpu = paging.cpu;

    @BeforeEach
    void map() {
        paging.map(VA, OLD, Paging.ALL);
        paging.map(OTHER, OLD + 0x1000, Paging.ALL);
        paging.map(KERNEL, OLD, Paging.ALL | Entry.GLOBAL);
    }

    void usePcids() {
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PCIDE);
        cpu.writeCr3(Paging.ROOT | 1);
        paging.memory.pmu().reset();
    }

    /** PCID 1: two pages; PCID 2, which is current: one; and a global one. */
    void fillForInvpcid() {
        usePcids();
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PGE);
        read(VA);
        read(OTHER);
        cpu.writeCr3(Paging.ROOT | 2);
        read(VA);
        read(KERNEL);
        paging.memory.pmu().reset();
    }

    String cached() {
        return String.join(" ", cpu.tlb().entries().stream()
                .map(entry -> entry.global() ? "global" : entry.pcid() + (entry.va() == VA ? ":va" : ":other"))
                .sorted().toList());
    }

    long[] sameSet(int count) {
        long[] pages = new long[count];
        for (int i = 0; i < count; i++) {
            pages[i] = 0x10_0000_0000L + i * SETS * 0x1000L;
            paging.map(pages[i], OLD + i * 0x1000L, Paging.ALL);
        }
        return pages;
    }

    boolean isCached(long va) {
        return cpu.tlb().entries().stream().anyMatch(entry -> entry.va() == va);
    }

    long read(long va) {
        return cpu.translate(va, Access.READ);
    }
}
