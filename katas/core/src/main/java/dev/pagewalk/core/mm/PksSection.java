package dev.pagewalk.core.mm;

import dev.pagewalk.core.hw.Cpu;

/** A stretch of kernel code in which one CPU may write page tables. */
public final class PksSection implements AutoCloseable {
    private final Cpu cpu;
    private final int before;

    PksSection(Cpu cpu, int before) {
        this.cpu = cpu;
        this.before = before;
    }

    /** Protects tables again, unless an outer section is open. */
    @Override
    public void close() {
        cpu.writePkrs(before);
    }
}
