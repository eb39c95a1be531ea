package dev.pagewalk.bench.figures;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.solutions.k6_cache.TableCacheKata;
import java.util.ArrayList;
import java.util.List;

/**
 * A process touches 2 MiB after 2 MiB; each takes a PTE table, and the data lies between the tables. How often is the direct
 * map split, if each table is a page of its own, and if tables come from a block?
 */
final class DirectMapSplits implements Figure {
    private static final int MOST = 24;
    private static final long START = 1L << 30;

    @Override
    public String name() {
        return "direct-map-splits";
    }

    @Override
    public Plot measure() {
        List<Point> blocks = new ArrayList<>();
        List<Point> grouped = run(new TableCacheKata(), blocks);
        List<Point> single = run(new SinglePages(), new ArrayList<>());
        return new Plot(
                "Grouped tables leave the direct map whole",
                "PTE tables in use (each maps 2 MiB of touched memory)",
                "large pages split since boot",
                List.of(new Line("a page for each table", single), new Line("blocks of 512 (kata 6)", grouped), new Line("blocks taken (the bound)", blocks)));
    }

    private static List<Point> run(TableCache cache, List<Point> blocks) {
        Machine machine = Machine.boot(MachineConfig.standard().withCpus(1).withOps(MmOps.plain().with(cache)));
        expectProtected(machine);
        MmStruct mm = machine.newMm();
        machine.core(0).switchTo(mm);
        machine.syscalls().mmap(mm, START, MOST * PgtableTypes.PMD_SIZE, VmFlag.VM_READ, VmFlag.VM_WRITE);
        List<Point> splits = new ArrayList<>();
        for (int tables = 0; tables <= MOST; tables++) {
            splits.add(new Point(tables, machine.platform().pmu().get(Event.DIRECT_MAP_SPLIT)));
            blocks.add(new Point(tables, machine.platform().pmu().get(Event.BLOCK_ALLOC)));
            touch(machine, START + tables * PgtableTypes.PMD_SIZE, tables < MOST);
        }
        return splits;
    }

    private static void touch(Machine machine, long start, boolean isMapped) {
        for (long at = start; isMapped && at < start + PgtableTypes.PMD_SIZE; at += PgtableTypes.PAGE_SIZE) {
            machine.core(0).store(at, 1);
        }
    }

    /** I40: a figure of keys that are not in force would show nothing. */
    private static void expectProtected(Machine machine) {
        if (!machine.platform().keys().isInForce()) {
            throw new IllegalStateException("protection keys are not in force: there is nothing to measure");
        }
    }
}
