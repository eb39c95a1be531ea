package dev.pagewalk.bench;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.solutions.k1_refcount.RefcountKata;
import dev.pagewalk.solutions.k2_fork.ForkKata;
import dev.pagewalk.solutions.k3_break.BreakKata;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The headline of the series, on the references: fork of populated memory that copies PTE tables against fork that shares
 * them, from 64 MiB to 4 GiB, both on one machine and in one run, and what the child's page tables take.
 *
 * <p>Times are CPU time of the forking thread, the fastest of some rounds, in a heap of 256 MiB. What counts is their ratio: absolute times are those of a
 * model. The page-table memory is exact.
 */
public final class ForkBench {
    private static final long MIB = 1L << 20;
    private static final long[] SIZES = {64 * MIB, 128 * MIB, 256 * MIB, 512 * MIB, 1024 * MIB, 2048 * MIB, 4096 * MIB};
    private static final long HEADLINE = 1024 * MIB;
    private static final double GOAL = 65;
    private static final long BASE = 1L << 40;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int WARM_UPS = 20;
    private static final int EAGER_ROUNDS = 10;
    private static final int SHARED_ROUNDS = 300;

    /** Of one size: the fastest fork of each kind in nanoseconds, and the bytes of the child's page tables. */
    private record Row(long bytes, double eager, double shared, long eagerTables, long sharedTables) {
        double ratio() {
            return eager / shared;
        }
    }

    private ForkBench() {}

    /** Arguments: the folder for {@code fork-time.svg}, {@code fork-tables.svg} and {@code fork.csv}; without one, only the table is printed. */
    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            measure(SIZES[0]);
        }
        List<Row> rows = new ArrayList<>();
        for (long size : SIZES) {
            rows.add(measure(size));
        }
        System.out.print(table(rows));
        if (arguments.length > 0) {
            Path folder = Files.createDirectories(Path.of(arguments[0]));
            Files.writeString(folder.resolve("fork.csv"), csv(rows));
            Files.writeString(folder.resolve("fork-time.svg"), timePlot(rows));
            Files.writeString(folder.resolve("fork-tables.svg"), tablesPlot(rows));
        }
    }

    private static Row measure(long bytes) {
        Machine machine = Machine.boot(MachineConfig.standard()
                .withBytes(bytes + bytes / 8 + 64 * MIB)
                .withOps(MmOps.plain().with(new RefcountKata()).with(new ForkKata()).with(new BreakKata())));
        MmStruct mm = machine.newMm();
        machine.syscalls().mmap(mm, BASE, bytes, VmFlag.VM_READ, VmFlag.VM_WRITE);
        machine.core(0).switchTo(mm);
        for (long at = 0; at < bytes; at += PgtableTypes.PAGE_SIZE) {
            machine.core(0).store(BASE + at, 0);
        }
        long[] tables = new long[2];
        double eager = fastest(machine, mm, false, EAGER_ROUNDS, tables);
        double shared = fastest(machine, mm, true, SHARED_ROUNDS, tables);
        return new Row(bytes, eager, shared, tables[0], tables[1]);
    }

    /** The source must not have shared before it copies: once it has, its forks share for ever. */
    private static double fastest(Machine machine, MmStruct mm, boolean share, int rounds, long[] tables) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            MmStruct child = Objects.requireNonNull(machine.syscalls().clone3(mm, share), "there is memory for a child");
            best = Math.min(best, (double) (CLOCK.getCurrentThreadCpuTime() - start));
            tables[share ? 1 : 0] = child.pgtable_bytes();
            machine.syscalls().exit(child);
            machine.rcuBarrier();
        }
        return best;
    }

    private static String table(List<Row> rows) {
        StringBuilder text = new StringBuilder("populated   copies     shares        ratio   child's page tables: copied, shared\n");
        for (Row row : rows) {
            text.append(String.format(Locale.ROOT, "%5d MiB %9.2f ms %8.1f us %8.0f x %12d KiB %6d KiB%n",
                    row.bytes / MIB, row.eager / 1e6, row.shared / 1e3, row.ratio(), row.eagerTables / 1024, row.sharedTables / 1024));
        }
        Row headline = rows.stream().filter(row -> row.bytes == HEADLINE).findFirst().orElseThrow();
        return text.append(String.format(Locale.ROOT, "1 GiB: %.0f x (goal: at least %.0f x); heap: %d MiB; JDK %s%n",
                headline.ratio(), GOAL, Runtime.getRuntime().maxMemory() / MIB, Runtime.version())).toString();
    }

    private static String csv(List<Row> rows) {
        StringBuilder text = new StringBuilder("populated_mib,copying_fork_us,sharing_fork_us,ratio,copied_tables_kib,shared_tables_kib\n");
        rows.forEach(row -> text.append(String.format(Locale.ROOT, "%d,%.1f,%.2f,%.1f,%d,%d%n",
                row.bytes / MIB, row.eager / 1e3, row.shared / 1e3, row.ratio(), row.eagerTables / 1024, row.sharedTables / 1024)));
        return text.toString();
    }

    private static String timePlot(List<Row> rows) {
        Row headline = rows.stream().filter(row -> row.bytes == HEADLINE).findFirst().orElseThrow();
        String ratio = String.format(Locale.ROOT, "1 GiB: %.0f times faster; CPU time on JDK %d, %s, %d processors, heap %d MiB",
                headline.ratio(), Runtime.version().feature(), System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() / MIB);
        return new LogPlot("fork of populated memory", ratio, "microseconds", xs(rows))
                .line("copies PTE tables", "#b3541e", rows.stream().mapToDouble(row -> row.eager / 1e3).toArray())
                .line("shares PTE tables", "#1b6ca8", rows.stream().mapToDouble(row -> row.shared / 1e3).toArray())
                .svg();
    }

    private static String tablesPlot(List<Row> rows) {
        return new LogPlot("page tables of the child", "exact, the same everywhere", "KiB", xs(rows))
                .line("copies PTE tables", "#b3541e", rows.stream().mapToDouble(row -> row.eagerTables / 1024.0).toArray())
                .line("shares PTE tables", "#1b6ca8", rows.stream().mapToDouble(row -> row.sharedTables / 1024.0).toArray())
                .svg();
    }

    private static List<String> xs(List<Row> rows) {
        return rows.stream().map(row -> row.bytes < HEADLINE ? row.bytes / MIB + " MiB" : row.bytes / HEADLINE + " GiB").toList();
    }
}
