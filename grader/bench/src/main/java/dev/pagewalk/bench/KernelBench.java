package dev.pagewalk.bench;

import dev.pagewalk.core.kernel.Core;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.VmFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What populating, forking, unmapping and shooting down cost per page, from 64 MiB to 4 GiB of anonymous memory: every page
 * faulted in, contents still zero. On the plain path; wants to fit into a heap of 256 MiB.
 *
 * <p>Not a JMH benchmark: one operation takes as long as the memory is large, so each is done a few times, and the fastest
 * counts.
 */
public final class KernelBench {
    private static final long MIB = 1L << 20;
    private static final long[] SIZES = {64 * MIB, 256 * MIB, 1024 * MIB, 4096 * MIB};
    private static final long BASE = 1L << 40;
    private static final int ROUNDS = 5;
    private static final int SHOOTDOWNS = 100_000;

    private record Row(long bytes, double fault, double fork, double unmap, double shootdown, double heapPerGib) {
        double pages() {
            return bytes / (double) PgtableTypes.PAGE_SIZE;
        }
    }

    private KernelBench() {}

    /** Arguments: a folder for {@code kernel.csv} and {@code kernel.svg}; without one, only the table is printed. */
    public static void main(String[] arguments) throws IOException {
        measure(SIZES[1]);
        List<Row> rows = new ArrayList<>();
        for (long size : SIZES) {
            rows.add(measure(size));
        }
        String table = table(rows);
        System.out.print(table);
        if (arguments.length > 0) {
            Path folder = Files.createDirectories(Path.of(arguments[0]));
            Files.writeString(folder.resolve("kernel.csv"), csv(rows));
            Files.writeString(folder.resolve("kernel.svg"), plot(rows));
        }
    }

    private static Row measure(long bytes) {
        double[] fault = new double[ROUNDS];
        double[] fork = new double[ROUNDS];
        double[] unmap = new double[ROUNDS];
        double[] shootdown = new double[ROUNDS];
        double heap = 0;
        double pages = bytes / (double) PgtableTypes.PAGE_SIZE;
        for (int round = 0; round < ROUNDS; round++) {
            Machine machine = Machine.boot(MachineConfig.standard().withCpus(2).withBytes(bytes + bytes / 8 + 64 * MIB));
            MmStruct mm = machine.newMm();
            machine.syscalls().mmap(mm, BASE, bytes, VmFlag.VM_READ, VmFlag.VM_WRITE);
            machine.cores().forEach(core -> core.switchTo(mm));
            double before = round == 0 ? usedHeap() : 0;
            fault[round] = nanos(() -> populate(machine.core(0), bytes)) / pages;
            heap = round == 0 ? (usedHeap() - before) * (1024.0 * MIB / bytes) : heap;
            MmStruct[] child = new MmStruct[1];
            fork[round] = nanos(() -> child[0] = machine.syscalls().fork(mm)) / pages;
            shootdown[round] = nanos(() -> shootDown(mm)) / SHOOTDOWNS;
            unmap[round] = nanos(() -> machine.syscalls().munmap(mm, BASE, bytes)) / pages;
        }
        return new Row(bytes, least(fault), least(fork), least(unmap), least(shootdown), heap);
    }

    private static void populate(Core core, long bytes) {
        for (long at = 0; at < bytes; at += PgtableTypes.PAGE_SIZE) {
            core.store(BASE + at, 0);
        }
    }

    private static void shootDown(MmStruct mm) {
        for (int i = 0; i < SHOOTDOWNS; i++) {
            Tlbflush.flush_tlb_page(mm, BASE + i * PgtableTypes.PAGE_SIZE);
        }
    }

    private static double nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static double usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static String table(List<Row> rows) {
        StringBuilder text = new StringBuilder("nanoseconds per page          fault    fork   unmap   shootdown (each)   heap, MB per mapped GiB\n");
        for (Row row : rows) {
            text.append(String.format(Locale.ROOT, "%5d MiB %10.0f pages %8.0f %7.0f %7.0f %18.0f %25.1f%n", row.bytes / MIB, row.pages(), row.fault, row.fork, row.unmap,
                    row.shootdown, row.heapPerGib / 1e6));
        }
        return text.append(String.format(Locale.ROOT, "largest heap: %d MiB%n", Runtime.getRuntime().maxMemory() / MIB)).toString();
    }

    private static String csv(List<Row> rows) {
        StringBuilder text = new StringBuilder("bytes,fault_ns,fork_ns,unmap_ns,shootdown_ns,heap_bytes_per_gib\n");
        rows.forEach(row -> text.append(String.format(Locale.ROOT, "%d,%.1f,%.1f,%.1f,%.1f,%.0f%n", row.bytes, row.fault, row.fork, row.unmap, row.shootdown, row.heapPerGib)));
        return text.toString();
    }

    /** Cost per page against size, one line each; flat is good. */
    private static String plot(List<Row> rows) {
        double most = rows.stream().mapToDouble(row -> Math.max(row.fault, Math.max(row.fork, row.unmap))).max().orElseThrow() * 1.1;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" font-family="sans-serif" font-size="13">
                <text x="60" y="20">ns per page against mapped memory</text>
                <path d="M60 30V310H600" fill="none" stroke="black"/>
                """);
        for (int i = 0; i < rows.size(); i++) {
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"330\" text-anchor=\"middle\">%d MiB</text>%n", x(i), rows.get(i).bytes / MIB));
        }
        line(svg, "fault", "#1b6ca8", rows.stream().mapToDouble(Row::fault).toArray(), most);
        line(svg, "fork", "#b3541e", rows.stream().mapToDouble(Row::fork).toArray(), most);
        line(svg, "unmap", "#3a7d44", rows.stream().mapToDouble(Row::unmap).toArray(), most);
        return svg.append("</svg>\n").toString();
    }

    private static void line(StringBuilder svg, String name, String colour, double[] values, double most) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            points.append(String.format(Locale.ROOT, "%d,%.1f ", x(i), y(values[i], most)));
            svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%.0f</text>%n", x(i) + 4, y(values[i], most) - 5, colour, values[i]));
        }
        svg.append("<polyline fill=\"none\" stroke=\"" + colour + "\" points=\"" + points + "\"/>\n");
        svg.append(String.format(Locale.ROOT, "<text x=\"590\" y=\"%.1f\" fill=\"%s\">%s</text>%n", y(values[values.length - 1], most) + 4, colour, name));
    }

    private static int x(int i) {
        return 100 + 150 * i;
    }

    private static double y(double value, double most) {
        return 310 - 270 * value / most;
    }
}
