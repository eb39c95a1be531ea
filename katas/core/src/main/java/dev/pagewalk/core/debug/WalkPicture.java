package dev.pagewalk.core.debug;

import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.hw.Registers;

import java.util.Locale;

/**
 * A page walk as people draw it, from what is in memory now; as text of at most 80 columns, or as SVG.
 *
 * <pre>
 * walk of 0x0000000000001000, 4-level, CR3 = 0x800000
 *   entry      at              value             frame           P W U XD A D G PS
 *   PML4E[  0] 0x800000        0000000000802027  0x802000        P W U -  A - - -
 *   PDPTE[  0] 0x802000        0000000000803027  0x803000        P W U -  A - - -
 *   PDE  [  0] 0x803000        0000000000000000  0x0             - - - -  - - - -
 * stops: this PDE is not present
 * </pre>
 */
public final class WalkPicture {
    private static final String[] NAMES = {"P", "W", "U", "XD", "A", "D", "G", "PS"};
    private static final long[] BITS = {Entry.PRESENT, Entry.WRITABLE, Entry.USER, Entry.EXECUTE_DISABLE,
        Entry.ACCESSED, Entry.DIRTY, Entry.GLOBAL, Entry.PAGE_SIZE};

    private final WalkPath path;
    private final Registers registers;

    private WalkPicture(WalkPath path, Registers registers) {
        this.path = path;
        this.registers = registers;
    }

    /** The walk that {@code cpu} would make for {@code va} if it had nothing cached. */
    public static WalkPicture of(Cpu cpu, long va) {
        return of(cpu.memory(), cpu.registers(), va);
    }

    /** The walk that a CPU with these registers would make. */
    public static WalkPicture of(PhysicalMemory memory, Registers registers, long va) {
        return new WalkPicture(WalkPath.of(memory, registers, va), registers);
    }

    /** As text, at most 80 columns wide; lines end with {@code \n}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "walk of 0x%016x, %d-level, CR3 = 0x%x", path.va(), registers.levels(), registers.cr3());
        line(text, "  %-10s %-15s %-16s  %-15s %s", "entry", "at", "value", "frame", "P W U XD A D G PS");
        for (WalkPath.Step step : path.steps()) {
            line(text, "  %-5s[%3d] 0x%-13x %016x  0x%-13x %s", step.name(), step.index(), step.address(),
                    step.entry(), step.entry() & Entry.FRAME, flags(step));
        }
        line(text, "%s", path.end());
        return text.toString();
    }

    /** As a drawing: one table after another, with the entry that is used, and where it leads. */
    public String svg() {
        WalkSvg svg = new WalkSvg();
        path.steps().forEach(step -> svg.table(step, flags(step)));
        return svg.end(path);
    }

    private static String flags(WalkPath.Step step) {
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < NAMES.length; i++) {
            set.append(step.has(BITS[i]) ? NAMES[i] : "-".concat(" ".repeat(NAMES[i].length() - 1))).append(' ');
        }
        return set.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
