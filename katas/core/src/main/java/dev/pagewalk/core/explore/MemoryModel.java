package dev.pagewalk.core.explore;

import java.util.function.IntFunction;

/** What CPUs may see of each other's accesses. */
public enum MemoryModel {
    /** Sequential consistency: one access after the other, each sees the last write. */
    SC(Sequential::new),
    /** Total store order, as on x86: a CPU's stores reach memory later, in order. */
    TSO(StoreBuffers::new),
    /**
     * Views in the style of RC11: a load may return an older value, a store may go in before one that is there
     * already, as long as nothing that the CPU has seen says otherwise.
     */
    WEAK(Views::new);

    private final IntFunction<Memory> memory;

    MemoryModel(IntFunction<Memory> memory) {
        this.memory = memory;
    }

    Memory memory(int cpus) {
        return memory.apply(cpus);
    }
}
