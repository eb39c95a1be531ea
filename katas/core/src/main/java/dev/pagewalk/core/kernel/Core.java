package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.GeneralProtection;
import dev.pagewalk.core.hw.PageFault;
import dev.pagewalk.core.hw.TlbEntry;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.RuleBroken;

/**
 * A CPU as the kernel sees it: which address space it runs, and what its user code does.
 *
 * <p>A user access that faults goes to the fault handler and is tried again, until it succeeds or the process would get a
 * signal: then {@link #outcome()} says which.
 */
public final class Core {
    private static final int USER = 3;
    private static final int MOST_FAULTS = 16;

    private final Platform platform;
    private final Cpu cpu;
    private final long kernelPgd;
    private @Nullable MmStruct mm;
    private VmFault outcome = VmFault.DONE;

    Core(Platform platform, Cpu cpu, long kernelPgd) {
        this.platform = platform;
        this.cpu = cpu;
        this.kernelPgd = kernelPgd;
    }

    /** The processor: registers, TLB, paging-structure caches. */
    public Cpu cpu() {
        return cpu;
    }

    /** The address space that it runs, null = only the kernel's. */
    public @Nullable MmStruct mm() {
        return mm;
    }

    /** How the last user access ended. */
    public VmFault outcome() {
        return outcome;
    }

    /** Loads an address space, null = only the kernel's: {@code switch_mm}. Everything about the one before is forgotten. */
    public void switchTo(@Nullable MmStruct next) {
        if (next == mm) {
            return;
        }
        if (next != null) {
            next.loadedBy(cpu.id());
        }
        MmStruct before = mm;
        mm = next;
        cpu.writeCr3(next == null ? kernelPgd : next.pgd().address());
        if (before != null) {
            before.unloadedBy(cpu.id());
        }
    }

    /** User code reads a word; 0 if it gets a signal instead. */
    public long load(long va) {
        for (int faults = 0; faults < MOST_FAULTS; faults++) {
            cpu.setCpl(USER);
            long value = cpu.load(va);
            cpu.setCpl(0);
            if (!cpu.hasFault()) {
                outcome = VmFault.DONE;
                return isPoisoned(va, Access.READ) ? MemMap.POISON : value;
            }
            if (!handled()) {
                return 0;
            }
        }
        throw endless(va);
    }

    /** User code writes a word; false if it gets a signal instead. */
    public boolean store(long va, long value) {
        for (int faults = 0; faults < MOST_FAULTS; faults++) {
            cpu.setCpl(USER);
            boolean stored = cpu.store(va, value);
            cpu.setCpl(0);
            if (stored) {
                outcome = VmFault.DONE;
                isPoisoned(va, Access.WRITE);
                return true;
            }
            if (!handled()) {
                return false;
            }
        }
        throw endless(va);
    }

    /** User code executes what lies at an address; false if it gets a signal instead. */
    public boolean fetch(long va) {
        for (int faults = 0; faults < MOST_FAULTS; faults++) {
            cpu.setCpl(USER);
            long pa = cpu.fetch(va);
            cpu.setCpl(0);
            if (pa != Cpu.FAULT) {
                outcome = VmFault.DONE;
                return true;
            }
            if (!handled()) {
                return false;
            }
        }
        throw endless(va);
    }

    private boolean handled() {
        outcome = cpu.fault() instanceof GeneralProtection || mm == null ? VmFault.SIGSEGV : FaultHandler.handle(
                mm,
                (PageFault) cpu.fault());
        return outcome == VmFault.DONE;
    }

    /** Reports an access that a stale translation has led to a free frame. */
    private boolean isPoisoned(long va, Access access) {
        long pa = platform.hook() == null ? user(va, access) : cached(va);
        if (pa < 0 || platform.pages().isInUse(pa >>> PAGE_SHIFT)) {
            return false;
        }
        platform.misuse("CPU " + cpu.id() + " " + (access.isWrite() ? "writes" : "reads") + " 0x" + Long.toHexString(va) + " through its TLB, in a frame that is free: "
                + platform.memory().describe(pa));
        return true;
    }

    private long user(long va, Access access) {
        cpu.setCpl(USER);
        long pa = cpu.translate(va, access);
        cpu.setCpl(0);
        return pa;
    }

    /** Where the TLB leads, looked at without an access. */
    private long cached(long va) {
        for (TlbEntry entry : cpu.tlb().entries()) {
            long size = 1L << PAGE_SHIFT + 9 * (entry.level() - 1);
            if (entry.va() == (va & -size)) {
                return entry.pa() + (va & size - 1);
            }
        }
        return -1;
    }

    private RuleBroken endless(long va) {
        return new RuleBroken("I33 progress: a fault that was handled does not come again", "an access to 0x" + Long.toHexString(va) + " that succeeds, or a signal",
                MOST_FAULTS + " faults in a row: " + cpu.fault().text());
    }

    @Override
    public String toString() {
        return "CPU " + cpu.id();
    }
}
