package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Event;

/**
 * Makes CPUs forget translations: Linux's {@code arch/x86/mm/tlb.c}, for static import.
 *
 * <p>The current CPU flushes itself, and interrupts each other CPU that has the address space loaded. An interrupt is taken
 * between two instructions, also by a CPU that spins, so it is one step of the sender, at whatever moment; when the call
 * returns, all have done it. A flush is a full barrier.
 *
 * <p><em>Simplification:</em> no PCIDs, no lazy TLB mode: a CPU that loads another address space forgets the one before.
 */
public final class Tlbflush {
    /** A longer range is flushed as a whole: Linux's {@code tlb_single_page_flush_ceiling}. */
    public static final int SINGLE_PAGES = 33;

    /** The type of INVPCID that forgets global pages too. */
    private static final int EVERYTHING = 2;

    private Tlbflush() {}

    /**
     * Forgets the translations of a range, and all that leads to them. Legal under a spinlock.
     *
     * @param start page-aligned
     * @param end page-aligned, not below {@code start}
     * @throws RuleBroken if the range is neither
     */
    public static void flush_tlb_range(MmStruct mm, long start, long end) {
        if (((start | end) & ~PgtableTypes.PAGE_MASK) != 0 || start > end) {
            throw new RuleBroken("flush_tlb_range: whole pages", "start <= end, both multiples of 0x1000",
                    "0x" + Long.toHexString(start) + "-0x" + Long.toHexString(end));
        }
        mm.platform().pmu().count(Event.RANGE_FLUSH);
        Hook.fence(mm.platform().hook(), Order.FULL);
        shootDown(mm.platform(), mm.cpumask(), start, end);
    }

    /** Forgets the translation of one page. */
    public static void flush_tlb_page(MmStruct mm, long addr) {
        flush_tlb_range(mm, addr & PgtableTypes.PAGE_MASK, (addr & PgtableTypes.PAGE_MASK) + PAGE_SIZE);
    }

    /** Forgets all translations of an address space. */
    public static void flush_tlb_mm(MmStruct mm) {
        flush_tlb_range(mm, 0, MmStruct.TASK_SIZE);
    }

    /** Forgets a range of kernel addresses, on all CPUs. */
    public static void flush_tlb_kernel_range(Platform platform, long start, long end) {
        platform.pmu().count(Event.RANGE_FLUSH);
        for (Cpu cpu : platform.cpus()) {
            interrupt(platform, cpu);
            if (end - start > SINGLE_PAGES * PAGE_SIZE) {
                cpu.invpcid(EVERYTHING, 0, 0);
            } else {
                invlpg(cpu, start, end);
            }
        }
    }

    private static void shootDown(Platform platform, long mask, long start, long end) {
        for (Cpu cpu : platform.cpus()) {
            if ((mask >>> cpu.id() & 1) != 0) {
                interrupt(platform, cpu);
                flush(cpu, start, end);
            }
        }
    }

    private static void interrupt(Platform platform, Cpu cpu) {
        if (cpu.id() != platform.cpu()) {
            platform.pmu().count(Event.IPI);
        }
    }

    private static void flush(Cpu cpu, long start, long end) {
        if (end - start > SINGLE_PAGES * PAGE_SIZE) {
            cpu.writeCr3(cpu.registers().cr3());
            return;
        }
        invlpg(cpu, start, end);
    }

    private static void invlpg(Cpu cpu, long start, long end) {
        for (long addr = start; addr < end; addr += PAGE_SIZE) {
            cpu.invlpg(addr);
        }
    }
}
