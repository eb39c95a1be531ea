package dev.pagewalk.core.hw;

/**
 * What an instruction does with a linear address.
 *
 * <p>An implicit access is made by the processor for itself (a descriptor table, a task state segment): it is a
 * supervisor-mode access whatever the CPL, and SMAP always applies to it, whatever RFLAGS.AC says
 * (SDM volume 3A, "Access Rights", edition 325384-085US).
 */
public enum Access {
    /** A data read by the instruction itself. */
    READ,
    /** A data write by the instruction itself. */
    WRITE,
    /** An instruction fetch. Protection keys do not apply. */
    FETCH,
    /** A read that the processor makes for itself. */
    IMPLICIT_READ,
    /** A write that the processor makes for itself. */
    IMPLICIT_WRITE;

    /** Whether the access modifies the page, and so needs the dirty flag. */
    public boolean isWrite() {
        return this == WRITE || this == IMPLICIT_WRITE;
    }

    /** Whether the access is made by the processor for itself. */
    public boolean isImplicit() {
        return this == IMPLICIT_READ || this == IMPLICIT_WRITE;
    }
}
