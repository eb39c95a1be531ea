package dev.pagewalk.core.debug;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.PagingMode;
import dev.pagewalk.core.hw.PhysicalMemory;

import java.util.Arrays;
import java.util.Optional;

/** Replays one measured access on cold caches: outcome, error code, physical address, every entry after. */
final class HardwareAccess implements HardwareCase {
    static final String HEADER = "#id\tfam\tla57\tmaxphy\tcpl\tacc\tac\tcr0\tcr4\tefer\tpkru\tpkrs\tva\tpml5e\tpml4e\tpdpte"
            + "\tpde\tpte\tout\tec\tpa\tpost\taopen\tecalt\tq_out\tq_post\tb_out\tb_post\tagree\tflags";

    private static final int LA57 = 3;
    private static final int MAXPHY = 4;
    private static final int CPL = 5;
    private static final int ACC = 6;
    private static final int AC = 7;
    private static final int CR0 = 8;
    private static final int CR4 = 9;
    private static final int EFER = 10;
    private static final int PKRU = 11;
    private static final int PKRS = 12;
    private static final int VA = 13;
    /** The column of the entry of level 5; level 1 is four columns further. */
    private static final int PML5E = 14;
    private static final int OUT = 19;
    private static final int EC = 20;
    private static final int PA = 21;
    private static final int POST = 22;
    private static final int AOPEN = 23;
    private static final int ECALT = 24;

    private final HardwareRecord row;
    private final PagingMode mode;
    private final long va;
    private final long[] before;
    private final PhysicalMemory memory;
    private final Cpu cpu;

    HardwareAccess(HardwareRecord row) {
        this.row = row;
        mode = HardwareCase.mode(row, LA57);
        va = row.hex(VA);
        before = new long[mode.levels() + 1];
        memory = new PhysicalMemory(row.decimal(MAXPHY), null);
        cpu = new Cpu(0, memory, mode);
        check();
    }

    @Override
    public String family() {
        return row.text(2);
    }

    @Override
    public Optional<String> replay() {
        Access access = access();
        storeEntries();
        Optional<String> refused = loadRegisters();
        if (refused.isPresent()) {
            return refused;
        }
        long pa = cpu.translate(va, access);
        String was = HardwareCase.outcome(cpu, pa);
        return isExpected(was) ? entriesAfter() : Optional.of("expected " + expected() + ", but was " + was);
    }

    private void check() {
        if (!row.text(OUT).matches("OK|PF|GP")) {
            throw row.malformed(OUT, "expected OK, PF or GP, but was \"" + row.text(OUT) + "\"");
        }
    }

    private Access access() {
        return row.text(ACC).equals("I") ? Access.IMPLICIT_READ : HardwareCase.access(row, ACC, row.text(ACC));
    }

    private void storeEntries() {
        for (int level = mode.levels(); level >= 1; level--) {
            before[level] = row.hex(PML5E + 5 - level);
            memory.poke(HardwareLayout.entry(va, level, mode.levels()), before[level]);
        }
    }

    private Optional<String> loadRegisters() {
        boolean accepted = cpu.writeEfer(row.hex(EFER)) && cpu.writeCr0(row.hex(CR0)) && cpu.writeCr4(row.hex(CR4))
                && cpu.writeCr3(HardwareLayout.ROOT);
        cpu.writePkru((int) row.hex(PKRU));
        cpu.writePkrs((int) row.hex(PKRS));
        cpu.setCpl(row.decimal(CPL));
        cpu.setAc(row.decimal(AC) != 0);
        return accepted ? Optional.empty() : Optional.of("registers refused: " + cpu.fault().text());
    }

    private String expected() {
        return switch (row.text(OUT)) {
            case "OK" -> HardwareCase.OK + Long.toHexString(row.hex(PA));
            case "PF" -> HardwareCase.PAGE_FAULT + Long.toHexString(row.hex(EC));
            default -> HardwareCase.GENERAL_PROTECTION;
        };
    }

    private boolean isExpected(String was) {
        return was.equals(expected()) || !row.isNone(ECALT) && was.startsWith(HardwareCase.PAGE_FAULT)
                && Arrays.asList(row.text(ECALT).split("[|,]")).contains(was.substring(1));
    }

    private Optional<String> entriesAfter() {
        long[] mask = changes();
        for (int level = mode.levels(); level >= 1; level--) {
            long after = memory.peek(HardwareLayout.entry(va, level, mode.levels()));
            long expected = before[level] ^ mask[level];
            if (after != expected && !isOpen(level, after, expected)) {
                return Optional.of("expected the entry of level " + level + " to be " + Long.toHexString(expected)
                        + " afterwards, but was " + Long.toHexString(after));
            }
        }
        return Optional.empty();
    }

    private boolean isOpen(int level, long after, long expected) {
        return !row.isNone(AOPEN) && row.text(AOPEN).indexOf('0' + level) >= 0 && (after ^ expected) == Entry.ACCESSED;
    }

    /** Column post: level:mask, separated by commas. */
    private long[] changes() {
        long[] mask = new long[mode.levels() + 1];
        if (!row.isNone(POST)) {
            for (String change : row.text(POST).split(",", -1)) {
                String[] parts = change.split(":", -1);
                int level = parts.length == 2 ? row.decimal(POST, parts[0]) : 0;
                if (level < 1 || level > mode.levels()) {
                    throw row.malformed(POST, "expected level:mask, but was \"" + change + "\"");
                }
                mask[level] = row.hex(POST, parts[1]);
            }
        }
        return mask;
    }
}
