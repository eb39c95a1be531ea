package dev.pagewalk.bench.figures;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.solutions.k4_pteref.PteRefKata;
import dev.pagewalk.solutions.k5_reclaim.ReclaimKata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * CPUs take turns to visit one PTE table: pte_tryget, pte_put. How many cache lines move between them, if its pte_ref is in
 * percpu mode, and if it is in atomic mode?
 */
final class LineTransfers implements Figure {
    private static final int MOST_CPUS = 10;
    private static final int ROUNDS = 100;
    private static final long START = 1L << 30;

    @Override
    public String name() {
        return "line-transfers";
    }

    @Override
    public Plot measure() {
        List<Point> percpu = new ArrayList<>();
        List<Point> atomic = new ArrayList<>();
        for (int cpus = 1; cpus <= MOST_CPUS; cpus++) {
            percpu.add(new Point(cpus, transfers(cpus, false)));
            atomic.add(new Point(cpus, transfers(cpus, true)));
        }
        return new Plot(
                "In percpu mode a visit moves no cache line",
                "CPUs that visit one PTE table in turn, " + ROUNDS + " times each",
                "cache lines moved between CPUs",
                List.of(new Line("pte_ref in atomic mode", atomic), new Line("pte_ref in percpu mode", percpu)));
    }

    private static long transfers(int cpus, boolean atomic) {
        Machine machine = Machine.boot(MachineConfig.standard().withCpus(cpus).withOps(MmOps.plain().with(new PteRefKata()).with(new ReclaimKata())));
        MmStruct mm = machine.newMm();
        machine.syscalls().mmap(mm, START, 1 << 12, VM_READ, VM_WRITE);
        machine.syscalls().populate(mm, START, true);
        PmdPtr slot = Objects.requireNonNull(Pgtable.pmd_offset(mm, START));
        if (atomic) {
            percpu_ref_switch_to_atomic_sync(slot.get().page().pteRef());
        }
        visits(machine, mm, slot, cpus);
        long before = machine.platform().pmu().get(Event.LINE_TRANSFER);
        for (int round = 0; round < ROUNDS; round++) {
            visits(machine, mm, slot, cpus);
        }
        return machine.platform().pmu().get(Event.LINE_TRANSFER) - before;
    }

    private static void visits(Machine machine, MmStruct mm, PmdPtr slot, int cpus) {
        PteRef refs = machine.ops().pteRef();
        PtePtr place = Pgtable.pte_offset(slot.get(), START);
        for (int cpu = 0; cpu < cpus; cpu++) {
            machine.on(cpu);
            refs.pte_tryget(mm, slot, START);
            refs.pte_put(place);
        }
    }
}
