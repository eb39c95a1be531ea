package dev.pagewalk.core.hw;

/**
 * Which values the processor refuses to have moved into a control register, with #GP(0).
 * Each method returns the rule that is broken, or {@link #ACCEPTED}.
 *
 * <p>Source: SDM volume 2B, "MOV: Move to/from Control Registers"; volume 3A, "Process-Context Identifiers (PCIDs)",
 * edition 325384-085US. <em>Simplification:</em> the machine is always in 64-bit mode at CPL 0 when it executes
 * these instructions.
 */
final class RegisterRules {
    static final String ACCEPTED = "";

    /** VME PVI TSD DE PSE PAE MCE PGE PCE OSFXSR OSXMMEXCPT UMIP, FSGSBASE, OSXSAVE, and those of {@link Bits}. */
    private static final long CR4_KNOWN = 0xfff | 1L << 16 | 1L << 18
            | Bits.CR4_LA57 | Bits.CR4_PCIDE | Bits.CR4_SMEP | Bits.CR4_SMAP | Bits.CR4_PKE | Bits.CR4_PKS;
    private static final long EFER_KNOWN = Bits.EFER_SCE | Bits.EFER_LME | Bits.EFER_LMA | Bits.EFER_NXE;

    private RegisterRules() {}

    static String cr0(long value) {
        if (value >>> Integer.SIZE != 0) {
            return "CR0 bits 63:32 are reserved: clear them";
        }
        if (has(value, Bits.CR0_PG) && !has(value, Bits.CR0_PE)) {
            return "CR0.PG = 1 needs CR0.PE = 1: paging exists in protected mode only";
        }
        if (has(value, Bits.CR0_NW) && !has(value, Bits.CR0_CD)) {
            return "CR0.NW = 1 needs CR0.CD = 1";
        }
        if (!has(value, Bits.CR0_PG)) {
            return "CR0.PG cannot be cleared in 64-bit mode: leave 64-bit mode first";
        }
        return ACCEPTED;
    }

    static String cr3(long value, long cr4, int maxPhyAddr) {
        long address = has(cr4, Bits.CR4_PCIDE) ? value & ~Bits.CR3_NO_FLUSH : value;
        if (address >>> maxPhyAddr == 0) {
            return ACCEPTED;
        }
        return has(value, Bits.CR3_NO_FLUSH) && address == value
                ? "CR3 bit 63 means \"no flush\" only while CR4.PCIDE = 1, and is reserved now"
                : "CR3 bits 62:" + maxPhyAddr + " are reserved: a table lies below 2^MAXPHYADDR";
    }

    static String cr4(long was, long value, long cr3) {
        if ((value & ~CR4_KNOWN) != 0) {
            return "CR4 bits 0x" + Long.toHexString(value & ~CR4_KNOWN) + " are reserved on this processor: clear them";
        }
        if (!has(value, Bits.CR4_PAE)) {
            return "CR4.PAE cannot be cleared in IA-32e mode: its entries have 64 bits";
        }
        if (has(was ^ value, Bits.CR4_LA57)) {
            return "CR4.LA57 cannot change in IA-32e mode: choose 4-level or 5-level paging when the CPU starts";
        }
        if (has(value & ~was, Bits.CR4_PCIDE) && (cr3 & Bits.CR3_PCID) != 0) {
            return "CR4.PCIDE can be set only while CR3 bits 11:0 are 0: move a CR3 with PCID 0 first";
        }
        return ACCEPTED;
    }

    static String efer(long value) {
        if ((value & ~EFER_KNOWN) != 0) {
            return "EFER bits 0x" + Long.toHexString(value & ~EFER_KNOWN) + " are reserved: clear them";
        }
        return has(value, Bits.EFER_LME) ? ACCEPTED : "EFER.LME cannot change while CR0.PG = 1";
    }

    static String invpcid(int type, long descriptor, long va, Registers registers) {
        if (type < 0 || type > 3) {
            return "INVPCID type " + type + " does not exist: 0 address, 1 PCID, 2 all, 3 all but global";
        }
        if ((descriptor & ~Bits.CR3_PCID) != 0) {
            return "INVPCID descriptor bits 63:12 are reserved: a PCID is 0 to 4095";
        }
        if (type <= 1 && descriptor != 0 && !has(registers.cr4(), Bits.CR4_PCIDE)) {
            return "INVPCID of type " + type + " takes only PCID 0 while CR4.PCIDE = 0";
        }
        if (type == 0 && !LinearAddress.isCanonical(va, registers.levels())) {
            return "INVPCID of type 0 takes only a canonical linear address";
        }
        return ACCEPTED;
    }

    private static boolean has(long value, long bit) {
        return (value & bit) != 0;
    }
}
