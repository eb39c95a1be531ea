package dev.pagewalk.core.hw;

import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import java.util.function.Supplier;

/**
 * One CPU: its registers, its TLB and paging-structure caches, and the instructions that use them.
 *
 * <p>An access that faults gives {@link #FAULT} (or 0, or false) and leaves the exception in {@link #fault()}. An access
 * that succeeds, on a hit, allocates nothing. After #PF, what was cached for the address is forgotten, so the fault
 * does not come again if the tables in memory do not call for it.
 *
 * <p>An instruction is indivisible against other instructions of the same CPU: under a hook, one that is called on
 * behalf of another CPU (the flush of an interprocessor interrupt) waits until the instruction under way is done, as
 * an interrupt does ({@link InstructionBoundary}). Against memory, instructions interleave.
 *
 * <p>Instructions that need CPL 0 are assumed to be executed by the kernel, and are not checked against CPL.
 */
public final class Cpu {
    /** In place of a physical address: there is none, see {@link #fault()}. */
    public static final long FAULT = -1;

    private static final int USER_CPL = 3;
    private static final int HOOKED = 1;
    private static final int OLD_FAULT = 2;

    private final int id;
    private final PhysicalMemory memory;
    private final @Nullable Hook hook;
    private final InstructionBoundary boundary;
    private final Registers registers;
    private final AccessRights rights = new AccessRights();
    private final ReservedBits reserved = new ReservedBits();
    private final Tlb tlb = new Tlb();
    private final PagingStructureCaches caches = new PagingStructureCaches();
    private final Invalidation invalidation;
    private final PageWalker walker;
    private final TranslationArray small = tlb.small();
    private final Frames frames;
    private long context;
    /** Which kinds of page loads are allowed to, as {@link AccessRights} has it; decides how long words are known. */
    private long readable;
    private @Nullable Fault fault;
    /** Not 0 if there is more to a load than a look into the TLB: a hook to call, or an old fault to forget. */
    private int careful;

    /** A CPU with 4-level paging; see {@link #Cpu(int, PhysicalMemory, PagingMode)}. */
    public Cpu(int id, PhysicalMemory memory) {
        this(id, memory, PagingMode.FOUR_LEVEL);
    }

    /**
     * A CPU in 64-bit mode, at CPL 0, with empty caches; CR0 = PG | WP | ET | PE, CR3 = 0, CR4 = PAE and LA57 as
     * {@code mode} says, EFER = LME | LMA | NXE, all else 0.
     */
    public Cpu(int id, PhysicalMemory memory, PagingMode mode) {
        this.id = id;
        this.memory = memory;
        this.hook = memory.hook();
        this.boundary = new InstructionBoundary(id, hook);
        this.frames = memory.frames();
        registers = new Registers(Bits.CR4_PAE | (mode == PagingMode.FIVE_LEVEL ? Bits.CR4_LA57 : 0));
        invalidation = new Invalidation(tlb, caches, memory.pmu());
        walker = new PageWalker(id, memory, registers, rights, reserved, tlb, caches);
        careful = hook == null ? 0 : HOOKED;
        registersChanged();
    }

    /** The CPU's number. */
    public int id() {
        return id;
    }

    /** The memory that it shares with the other CPUs. */
    public PhysicalMemory memory() {
        return memory;
    }

    /** What the registers hold. */
    public Registers registers() {
        return registers;
    }

    /** Its TLB, to look at. */
    public Tlb tlb() {
        return tlb;
    }

    /** Its paging-structure caches, to look at. */
    public PagingStructureCaches pagingStructureCaches() {
        return caches;
    }

    InstructionBoundary boundary() {
        return boundary;
    }

    /** Whether the last instruction raised an exception. */
    public boolean hasFault() {
        return fault != null;
    }

    /** The exception that the last instruction raised. */
    public Fault fault() {
        if (fault == null) {
            throw new IllegalStateException("the last instruction of CPU " + id + " raised no exception: ask hasFault() first");
        }
        return fault;
    }

    /** Makes an access as far as its physical address: rights, A and D, caches. {@link #FAULT} after an exception. */
    public long translate(long va, Access access) {
        if (hook == null) {
            return translateNow(va, access);
        }
        boundary.begin();
        try {
            return translateNow(va, access);
        } finally {
            boundary.end();
        }
    }

    /** Reads the word at {@code va}, a multiple of 8; 0 after an exception. */
    public long load(long va) {
        if (((int) va & PhysicalMemory.WORD_SIZE - 1 | careful) == 0) {
            int place = small.findTag(va >>> PhysicalMemory.FRAME_SHIFT | context);
            if (place >= 0) {
                long[] words = small.words(place);
                if (words != null) {
                    return words[(int) va >>> 3 & PhysicalMemory.WORDS_PER_FRAME - 1];
                }
            }
        }
        return loadCarefully(va);
    }

    /** Writes the word at {@code va}, a multiple of 8; false after an exception. */
    public boolean store(long va, long value) {
        LinearAddress.checkAligned(va);
        boundary.begin();
        try {
            long pa = translateNow(va, Access.WRITE);
            if (pa == FAULT) {
                return false;
            }
            memory.store(pa, value);
            return true;
        } finally {
            boundary.end();
        }
    }

    /** Fetches the instruction at {@code va}; its physical address, or {@link #FAULT}. */
    public long fetch(long va) {
        return translate(va, Access.FETCH);
    }

    /**
     * A walk that no instruction asked for: a processor may make one at any time, for any address, and keep what it met on the
     * way, even if the last entry is not present. It raises no exception, so nothing is forgotten as after a fault.
     *
     * <p>Source: SDM volume 3A, "Caches for Paging Structures" and "Details of TLB Use", edition 325384-085US: TLBs and
     * paging-structure caches may be filled by accesses that are speculative.
     */
    public void speculate(long va) {
        boundary.begin();
        try {
            if (LinearAddress.isCanonical(va, registers.levels())) {
                walker.walk(va, Access.READ, context);
            }
        } finally {
            boundary.end();
        }
    }

    /**
     * INVLPG: forgets the page of {@code va}, global or not, and all walk-cache entries of the current PCID. Does nothing
     * if {@code va} is not canonical.
     */
    public void invlpg(long va) {
        instruction(() -> {
            if (LinearAddress.isCanonical(va, registers.levels())) {
                invalidation.page(va, context);
            }
            return RegisterRules.ACCEPTED;
        });
    }

    /**
     * INVPCID.
     *
     * @param type 0: one address of one PCID; 1: one PCID; 2: everything; 3: everything but global pages
     * @param descriptor bits 63:0 of the descriptor: the PCID
     * @param va bits 127:64 of the descriptor: the linear address; only for type 0
     * @return false after #GP
     */
    public boolean invpcid(int type, long descriptor, long va) {
        return instruction(() -> {
            String refusal = RegisterRules.invpcid(type, descriptor, va, registers);
            if (refusal.equals(RegisterRules.ACCEPTED)) {
                invalidation.invpcid(type, Translation.context((int) descriptor), va);
            }
            return refusal;
        });
    }

    /** MOV to CR0; false after #GP. */
    public boolean writeCr0(long value) {
        return instruction(() -> {
            String refusal = RegisterRules.cr0(value);
            if (refusal.equals(RegisterRules.ACCEPTED)) {
                registers.cr0(value | Bits.CR0_ET);
                registersChanged();
            }
            return refusal;
        });
    }

    /**
     * MOV to CR3: forgets the translations of the new PCID, but for global pages, unless CR4.PCIDE = 1 and
     * {@link Bits#CR3_NO_FLUSH} is set. False after #GP.
     */
    public boolean writeCr3(long value) {
        return instruction(() -> {
            String refusal = RegisterRules.cr3(value, registers.cr4(), memory.maxPhyAddr());
            if (refusal.equals(RegisterRules.ACCEPTED)) {
                registers.cr3(value & ~Bits.CR3_NO_FLUSH);
                registersChanged();
                if ((value & Bits.CR3_NO_FLUSH) == 0) {
                    invalidation.pcid(context);
                }
            }
            return refusal;
        });
    }

    /** MOV to CR4: forgets what {@link Invalidation#cr4} says. False after #GP. */
    public boolean writeCr4(long value) {
        return instruction(() -> {
            long was = registers.cr4();
            String refusal = RegisterRules.cr4(was, value, registers.cr3());
            if (refusal.equals(RegisterRules.ACCEPTED)) {
                invalidation.cr4(was, value, context);
                registers.cr4(value);
                registersChanged();
            }
            return refusal;
        });
    }

    /** WRMSR to IA32_EFER; false after #GP. */
    public boolean writeEfer(long value) {
        return instruction(() -> {
            String refusal = RegisterRules.efer(value);
            if (refusal.equals(RegisterRules.ACCEPTED)) {
                registers.efer(value | Bits.EFER_LMA);
                registersChanged();
            }
            return refusal;
        });
    }

    /** Loads PKRU (WRPKRU, or XRSTOR while CR4.PKE = 0). */
    public void writePkru(int value) {
        registers.pkru(value);
        rightsChanged();
    }

    /** WRMSR to IA32_PKRS. */
    public void writePkrs(int value) {
        registers.pkrs(value);
        rightsChanged();
    }

    /** Enters or leaves the kernel: the current privilege level, 0 to 3. */
    public void setCpl(int cpl) {
        if (cpl < 0 || cpl > USER_CPL) {
            throw new IllegalArgumentException("a privilege level is 0 (kernel) to 3 (user), but was " + cpl);
        }
        registers.cpl(cpl);
        rightsChanged();
    }

    /** STAC, CLAC: RFLAGS.AC, which lets explicit supervisor-mode accesses through SMAP. */
    public void setAc(boolean ac) {
        registers.ac(ac);
        rightsChanged();
    }

    private long loadCarefully(long va) {
        LinearAddress.checkAligned(va);
        boundary.begin();
        try {
            long pa = translateNow(va, Access.READ);
            if (pa == FAULT) {
                return 0;
            }
            int place = small.find(va, context);
            long[] words = frames.find(pa >>> PhysicalMemory.FRAME_SHIFT);
            if (place >= 0 && words != Frames.ZEROS) {
                small.setWords(place, words);
            }
            return memory.load(pa);
        } finally {
            boundary.end();
        }
    }

    private long translateNow(long va, Access access) {
        clearFault();
        long translation = tlb.find(va, context);
        if (translation == Translation.NONE || !rights.allows(access, translation)
                || access.isWrite() && (translation & Translation.DIRTY) == 0) {
            translation = missed(va, access, translation);
            if (translation == Translation.NONE) {
                return FAULT;
            }
        }
        return Translation.address(translation, va);
    }

    /** No cached translation, or one that forbids the access, or one that has yet to become dirty. */
    private long missed(long va, Access access, long cached) {
        if (!LinearAddress.isCanonical(va, registers.levels())) {
            raise(new GeneralProtection("linear address 0x" + Long.toHexString(va)
                    + " is not canonical: its top bits must all equal bit " + (9 * registers.levels() + 11)));
            return Translation.NONE;
        }
        long translation = cached != Translation.NONE && !rights.allows(access, cached)
                ? walker.refuse(access, walker.forbidden(access, cached))
                : walkAnew(va, access, cached);
        if (translation == Translation.NONE) {
            invalidation.afterPageFault(va, context);
            raise(new PageFault(va, walker.errorCode()));
        }
        return translation;
    }

    private long walkAnew(long va, Access access, long cached) {
        if (cached != Translation.NONE) {
            invalidation.translation(va, context);
        }
        return walker.walk(va, access, context);
    }

    private void rightsChanged() {
        rights.update(registers);
        if (readable != rights.readable()) {
            readable = rights.readable();
            small.forgetWords();
        }
    }

    private void raise(Fault raised) {
        fault = raised;
        careful |= OLD_FAULT;
    }

    private void clearFault() {
        if (fault != null) {
            fault = null;
            careful &= ~OLD_FAULT;
        }
    }

    private void registersChanged() {
        context = Translation.context(registers.pcid());
        rightsChanged();
        reserved.update(memory.maxPhyAddr(), registers.nxe());
    }

    /** Carries out a body that gives the rule that was broken, or {@link RegisterRules#ACCEPTED}. */
    private boolean instruction(Supplier<String> body) {
        boundary.begin();
        try {
            String refusal = body.get();
            if (refusal.equals(RegisterRules.ACCEPTED)) {
                clearFault();
            } else {
                raise(new GeneralProtection(refusal));
            }
            return !hasFault();
        } finally {
            boundary.end();
        }
    }
}
