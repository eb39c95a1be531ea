package dev.pagewalk.core.explore;

import java.util.function.IntFunction;

/** What CPUs may see of each other's accesses. */
public enum MemoryModel {
    /** Sequential consistency: one access after the other, each sees the last write. */
    SC(Sequential::new);

    private final IntFunction<Memory> memory;

    MemoryModel(IntFunction<Memory> memory) {
        this.memory = memory;
    }

    Memory memory(int cpus) {
        return memory.apply(cpus);
    }
}
