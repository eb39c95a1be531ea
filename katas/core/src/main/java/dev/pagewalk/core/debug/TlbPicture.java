package dev.pagewalk.core.debug;

import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.PageSize;
import dev.pagewalk.core.hw.TlbEntry;

import java.util.List;
import java.util.Locale;

/**
 * What a CPU has cached, as text of at most 80 columns, or as SVG.
 *
 * <pre>
 * CPU 0, PCID 1, CR3 = 0x800001
 *   page               size  frame            PCID  W U XD D key
 *   0x00007f1234567000 4K    0x1800000           1  W U -  -   0
 *   0xffff888000000000 2M    0x2000000      global  W - XD D   0
 *   covers             entry next table       PCID  W U XD
 *   0x00007f1234400000 PDE   0x804000            1  W U -
 * </pre>
 */
public final class TlbPicture {
    private static final int LINE = 16;
    private static final int WIDTH = 600;

    private final Cpu cpu;

    private TlbPicture(Cpu cpu) {
        this.cpu = cpu;
    }

    /** What {@code cpu} has cached now. */
    public static TlbPicture of(Cpu cpu) {
        return new TlbPicture(cpu);
    }

    /** As text, at most 80 columns wide; lines end with {@code \n}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "CPU %d, PCID %d, CR3 = 0x%x", cpu.id(), cpu.registers().pcid(), cpu.registers().cr3());
        line(text, "  %-18s %-5s %-14s %6s  %s", "page", "size", "frame", "PCID", "W U XD D key");
        for (TlbEntry entry : cpu.tlb().entries()) {
            line(text, "%s %s %3d", row(entry, PageSize.ofLevel(entry.level()).toString()),
                    entry.dirty() ? "D" : "-", entry.key());
        }
        line(text, "  %-18s %-5s %-14s %6s  %s", "covers", "entry", "next table", "PCID", "W U XD");
        for (TlbEntry entry : cpu.pagingStructureCaches().entries()) {
            line(text, "%s", row(entry, Entry.name(entry.level())));
        }
        return text.toString();
    }

    /** As a drawing: the lines of the text, stale or not, on a grid. */
    public String svg() {
        List<String> lines = text().lines().toList();
        String label = "TLB of CPU " + cpu.id();
        StringBuilder svg = new StringBuilder();
        line(svg, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s'"
                + " font-family='monospace' font-size='12'>", WIDTH, (lines.size() + 1) * LINE, label);
        line(svg, "<title>%s</title>", label);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, "<rect x='0' y='%d' width='%d' height='%d' fill='%s'/>", i * LINE + 4, WIDTH, LINE, colour(lines.get(i)));
            line(svg, "<text x='8' y='%d' xml:space='preserve'>%s</text>", (i + 1) * LINE, lines.get(i));
        }
        line(svg, "</svg>");
        return svg.toString();
    }

    private static String colour(String line) {
        boolean isEntry = line.startsWith("  0x");
        if (!isEntry) {
            return "#e5e7eb";
        }
        return line.contains("global") ? "#fef3c7" : "#ffffff";
    }

    private static String row(TlbEntry entry, String kind) {
        return String.format(Locale.ROOT, "  0x%016x %-5s 0x%-12x %6s  %s %s %s", entry.va(), kind, entry.pa(),
                entry.global() ? "global" : entry.pcid(), entry.writable() ? "W" : "-", entry.user() ? "U" : "-",
                entry.executeDisable() ? "XD" : "- ");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
