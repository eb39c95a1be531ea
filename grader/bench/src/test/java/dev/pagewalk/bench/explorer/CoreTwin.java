package dev.pagewalk.bench.explorer;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Bits;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PageFault;
import dev.pagewalk.core.hw.PagingMode;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.hw.TlbEntry;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The core's processor, spoken to in the steps of the files of sequences, as the script is. */
final class CoreTwin {
    private static final Map<Character, Access> ACCESS = Map.of(
            'R', Access.READ, 'W', Access.WRITE, 'F', Access.FETCH, 'I', Access.IMPLICIT_READ, 'J', Access.IMPLICIT_WRITE);

    private final PhysicalMemory memory = new PhysicalMemory(40, null);
    private final Cpu cpu;

    CoreTwin(int levels) {
        cpu = new Cpu(0, memory, levels == 5 ? PagingMode.FIVE_LEVEL : PagingMode.FOUR_LEVEL);
        cpu.writeCr3(0x800000L);
    }

    String step(String text) {
        String[] part = text.split(",");
        switch (part[0]) {
            case "W" -> memory.poke(hex(part[1]), hex(part[2]));
            case "X" -> registers(part);
            case "I" -> cpu.invlpg(hex(part[1]));
            case "C" -> cpu.writeCr3(hex(part[1]));
            case "F" -> toggleGlobal();
            case "D" -> {
                return "V" + Long.toHexString(memory.peek(hex(part[1])));
            }
            default -> {
                return access(part);
            }
        }
        return "";
    }

    private void registers(String[] part) {
        cpu.writeCr0(hex(part[1]));
        cpu.writeCr4(hex(part[2]));
        cpu.writeEfer(hex(part[3]));
        cpu.writePkru((int) hex(part[4]));
        cpu.writePkrs((int) hex(part[5]));
    }

    private void toggleGlobal() {
        cpu.writeCr4(cpu.registers().cr4() ^ Bits.CR4_PGE);
        cpu.writeCr4(cpu.registers().cr4() ^ Bits.CR4_PGE);
    }

    private String access(String[] part) {
        cpu.setCpl(part[1].charAt(1) - '0');
        cpu.setAc(!part[2].equals("0"));
        long pa = cpu.translate(hex(part[3]), ACCESS.get(part[1].charAt(0)));
        if (pa != Cpu.FAULT) {
            return "K" + Long.toHexString(pa);
        }
        return cpu.fault() instanceof PageFault fault ? "F" + Integer.toHexString(fault.errorCode()) : "G";
    }

    /** What is cached, a line each, sorted. */
    String caches() {
        Stream<String> pages = cpu.tlb().entries().stream().map(entry -> "page " + line(entry)
                + " d" + bit(entry.dirty()) + " g" + bit(entry.global()) + " k" + entry.key());
        Stream<String> tables = cpu.pagingStructureCaches().entries().stream().map(entry -> "table " + line(entry));
        return Stream.concat(pages, tables).sorted().collect(Collectors.joining("\n"));
    }

    private String line(TlbEntry entry) {
        long tag = entry.va() / LinearAddress.span(entry.level());
        return entry.level() + ":" + Long.toHexString(tag) + " " + Long.toHexString(entry.pa())
                + " w" + bit(entry.writable()) + " u" + bit(entry.user()) + " xd" + bit(entry.executeDisable());
    }

    private static int bit(boolean flag) {
        return flag ? 1 : 0;
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text, 16);
    }
}
