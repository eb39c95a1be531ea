package dev.pagewalk.core.explore;

/** What CPUs may see of each other's accesses. */
public enum MemoryModel {
    /** Sequential consistency: one access after the other, each sees the last write. */
    SC,
    /** Total store order, as on x86: a CPU's stores reach memory later, in order. */
    TSO,
    /**
     * Views in the style of RC11: a load may return an older value, a store may go in before one that is there
     * already, as long as nothing that the CPU has seen says otherwise.
     */
    WEAK;

    Memory memory(int cpus) {
        return switch (this) {
            case SC -> new Sequential(cpus);
            case TSO -> new StoreBuffers(cpus);
            case WEAK -> new Views(cpus);
        };
    }
}
