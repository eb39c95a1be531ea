package dev.pagewalk.core.hw;

/** How many levels a walk has; chosen when a CPU starts, for the processor refuses to change it in IA-32e mode. */
public enum PagingMode {
    /** Linear addresses of 48 bits. */
    FOUR_LEVEL,
    /** Linear addresses of 57 bits, CR4.LA57 = 1. */
    FIVE_LEVEL;

    /** 4 or 5. */
    public int levels() {
        return this == FOUR_LEVEL ? 4 : 5;
    }
}
