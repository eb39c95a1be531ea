package dev.pagewalk.core.hw;

/**
 * The bits of the control registers that matter to paging.
 *
 * <p>Source: SDM volume 3A, "Control Registers" and "Extended Feature Enable Register", edition 325384-085US.
 */
public final class Bits {
    /** CR0.PE: protected mode. */
    public static final long CR0_PE = 1L;
    /** CR0.ET: always 1. */
    public static final long CR0_ET = 1L << 4;
    /** CR0.WP: read-only pages are read-only for supervisor-mode writes too. */
    public static final long CR0_WP = 1L << 16;
    /** CR0.NW: not write-through. */
    public static final long CR0_NW = 1L << 29;
    /** CR0.CD: cache disable. */
    public static final long CR0_CD = 1L << 30;
    /** CR0.PG: paging. */
    public static final long CR0_PG = 1L << 31;

    /** CR3, bit 63 of the operand of MOV: keep what is cached for the new PCID. Only while CR4.PCIDE = 1. */
    public static final long CR3_NO_FLUSH = 1L << 63;
    /** CR3, bits 11:0 while CR4.PCIDE = 1: the process-context identifier. */
    public static final long CR3_PCID = 0xfff;

    /** CR4.PSE: 4 MiB pages of 32-bit paging; no meaning here. */
    public static final long CR4_PSE = 1L << 4;
    /** CR4.PAE: entries of 64 bits; always 1 here. */
    public static final long CR4_PAE = 1L << 5;
    /** CR4.PGE: global pages. */
    public static final long CR4_PGE = 1L << 7;
    /** CR4.LA57: 5-level paging. */
    public static final long CR4_LA57 = 1L << 12;
    /** CR4.PCIDE: process-context identifiers. */
    public static final long CR4_PCIDE = 1L << 17;
    /** CR4.SMEP: supervisor mode does not fetch from user pages. */
    public static final long CR4_SMEP = 1L << 20;
    /** CR4.SMAP: supervisor mode does not access user pages, unless explicitly with RFLAGS.AC = 1. */
    public static final long CR4_SMAP = 1L << 21;
    /** CR4.PKE: protection keys for user pages, by PKRU. */
    public static final long CR4_PKE = 1L << 22;
    /** CR4.PKS: protection keys for supervisor pages, by IA32_PKRS. */
    public static final long CR4_PKS = 1L << 24;

    /** EFER.SCE: SYSCALL; no meaning here. */
    public static final long EFER_SCE = 1L;
    /** EFER.LME: IA-32e mode enabled; always 1 here. */
    public static final long EFER_LME = 1L << 8;
    /** EFER.LMA: IA-32e mode active; always 1 here. */
    public static final long EFER_LMA = 1L << 10;
    /** EFER.NXE: execute-disable. */
    public static final long EFER_NXE = 1L << 11;

    private Bits() {}
}
