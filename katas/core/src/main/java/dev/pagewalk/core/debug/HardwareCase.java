package dev.pagewalk.core.debug;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.PageFault;
import dev.pagewalk.core.hw.PagingMode;

import java.util.Optional;

/** One measured case: a single access, or a sequence of steps. */
interface HardwareCase {
    String OK = "K";
    String PAGE_FAULT = "F";
    String GENERAL_PROTECTION = "G";

    /** The kind of case, for the count. */
    String family();

    /** Runs the case on this machine; what differs from what was expected, if anything does. */
    Optional<String> replay();

    /** How the files write the outcome of an access: K and the address, F and the error code, or G. */
    static String outcome(Cpu cpu, long pa) {
        if (pa != Cpu.FAULT) {
            return OK + Long.toHexString(pa);
        }
        return cpu.fault() instanceof PageFault fault
                ? PAGE_FAULT + Integer.toHexString(fault.errorCode())
                : GENERAL_PROTECTION;
    }

    static Access access(HardwareRecord row, int column, String letter) {
        return switch (letter) {
            case "R" -> Access.READ;
            case "W" -> Access.WRITE;
            case "F" -> Access.FETCH;
            default -> throw row.malformed(column, "expected an access R, W or F, but was \"" + letter + "\"");
        };
    }

    static PagingMode mode(HardwareRecord row, int column) {
        return switch (row.text(column)) {
            case "0" -> PagingMode.FOUR_LEVEL;
            case "1" -> PagingMode.FIVE_LEVEL;
            default -> throw row.malformed(column, "expected 0 or 1, but was \"" + row.text(column) + "\"");
        };
    }
}
