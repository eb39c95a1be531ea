package dev.pagewalk.core.hw;

/** What a CPU's registers hold now, as far as translation looks at them. Changed only by {@link Cpu}. */
public final class Registers {
    private static final int USER_CPL = 3;

    private long cr0 = Bits.CR0_PG | Bits.CR0_WP | Bits.CR0_ET | Bits.CR0_PE;
    private long cr3;
    private long cr4;
    private long efer = Bits.EFER_LME | Bits.EFER_LMA | Bits.EFER_NXE;
    private int pkru;
    private int pkrs;
    private int cpl;
    private boolean ac;

    Registers(long cr4) {
        this.cr4 = cr4;
    }

    /** CR0. */
    public long cr0() {
        return cr0;
    }

    /** CR3: the address of the topmost table, and the PCID while CR4.PCIDE = 1. */
    public long cr3() {
        return cr3;
    }

    /** CR4. */
    public long cr4() {
        return cr4;
    }

    /** IA32_EFER. */
    public long efer() {
        return efer;
    }

    /** PKRU: per key, bit 2k forbids access to user pages (AD), bit 2k + 1 forbids writes (WD). */
    public int pkru() {
        return pkru;
    }

    /** IA32_PKRS: the same for supervisor pages. */
    public int pkrs() {
        return pkrs;
    }

    /** The current privilege level, 0 to 3. */
    public int cpl() {
        return cpl;
    }

    /** RFLAGS.AC. */
    public boolean ac() {
        return ac;
    }

    /** 4 or 5. */
    public int levels() {
        return has(cr4, Bits.CR4_LA57) ? 5 : 4;
    }

    /** The physical address of the topmost table. */
    public long root() {
        return cr3 & Entry.FRAME;
    }

    /** The current PCID; 0 while CR4.PCIDE = 0. */
    public int pcid() {
        return has(cr4, Bits.CR4_PCIDE) ? (int) (cr3 & Bits.CR3_PCID) : 0;
    }

    /** Whether {@code access} would be a user-mode access now. */
    public boolean isUser(Access access) {
        return cpl == USER_CPL && !access.isImplicit();
    }

    boolean wp() {
        return has(cr0, Bits.CR0_WP);
    }

    boolean nxe() {
        return has(efer, Bits.EFER_NXE);
    }

    boolean cr4Has(long bit) {
        return has(cr4, bit);
    }

    void cr0(long value) {
        cr0 = value;
    }

    void cr3(long value) {
        cr3 = value;
    }

    void cr4(long value) {
        cr4 = value;
    }

    void efer(long value) {
        efer = value;
    }

    void pkru(int value) {
        pkru = value;
    }

    void pkrs(int value) {
        pkrs = value;
    }

    void cpl(int value) {
        cpl = value;
    }

    void ac(boolean value) {
        ac = value;
    }

    private static boolean has(long value, long bit) {
        return (value & bit) != 0;
    }
}
