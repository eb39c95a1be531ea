package dev.pagewalk.bench.figures;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.solutions.k4_pteref.PteRefKata;
import dev.pagewalk.solutions.k5_reclaim.ReclaimKata;
import java.util.ArrayList;
import java.util.List;

/**
 * A program touches one page in each 2 MiB of a range, and gives it back with MADV_DONTNEED, 1 GiB after 1 GiB. How many
 * bytes of page tables does it keep, on the plain machine, and where empty PTE tables are freed?
 */
final class ReclaimedTables implements Figure {
    private static final long GIB = 1L << 30;
    private static final int MOST_GIB = 48;
    private static final int STEP = 4;
    private static final long START = 1L << 40;
    private static final long KIB = 1024;

    @Override
    public String name() {
        return "reclaim";
    }

    @Override
    public Plot measure() {
        List<Point> plain = kept(MmOps.plain());
        List<Point> freed = kept(MmOps.plain().with(new PteRefKata()).with(new ReclaimKata()));
        return new Plot(
                "Memory that is given back takes its page tables along",
                "GiB touched sparsely, and given back with MADV_DONTNEED",
                "KiB of page tables kept",
                List.of(new Line("plain", plain), new Line("with katas 4 and 5", freed)));
    }

    private static List<Point> kept(MmOps ops) {
        Machine machine = Machine.boot(MachineConfig.standard().withCpus(2).withOps(ops));
        MmStruct mm = machine.newMm();
        machine.syscalls().mmap(mm, START, MOST_GIB * GIB, VM_READ, VM_WRITE);
        machine.core(0).switchTo(mm);
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, mm.pgtable_bytes() / KIB));
        for (int gib = STEP; gib <= MOST_GIB; gib += STEP) {
            touchAndForget(machine, mm, START + (gib - STEP) * GIB, START + gib * GIB);
            points.add(new Point(gib, mm.pgtable_bytes() / KIB));
        }
        return points;
    }

    private static void touchAndForget(Machine machine, MmStruct mm, long start, long end) {
        for (long at = start; at < end; at += PMD_SIZE) {
            machine.core(0).store(at, 1);
        }
        machine.syscalls().madviseDontNeed(mm, start, end - start);
        machine.rcuBarrier();
    }
}
