package dev.pagewalk.core.debug;

import dev.pagewalk.core.hw.Bits;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.PhysicalMemory;

import java.util.Arrays;
import java.util.Optional;

/** Replays a measured sequence of stores, register loads, invalidations and accesses; each outcome must be allowed. */
final class HardwareSequence implements HardwareCase {
    static final String HEADER = "#id\tla57\tname\tagree\tflags\tsteps";

    private static final int MAXPHYADDR = 40;
    private static final int LA57 = 2;
    private static final int NAME = 3;
    private static final int STEPS = 6;
    private static final String VALUE = "V";

    private final HardwareRecord row;
    private final PhysicalMemory memory = new PhysicalMemory(MAXPHYADDR, null);
    private final Cpu cpu;
    /** The arguments of the step under way; the first is its letter. */
    private String[] step = {};

    HardwareSequence(HardwareRecord row) {
        this.row = row;
        cpu = new Cpu(0, memory, HardwareCase.mode(row, LA57));
        cpu.writeCr3(HardwareLayout.ROOT);
    }

    @Override
    public String family() {
        return row.text(NAME).replaceFirst(":.*", "");
    }

    @Override
    public Optional<String> replay() {
        String[] steps = row.text(STEPS).split(" ", -1);
        for (int i = 0; i < steps.length; i++) {
            String[] parts = steps[i].split(">", -1);
            step = parts[0].split(",", -1);
            String was = execute();
            if (!was.isEmpty() && !isAllowed(parts, was)) {
                return Optional.of("step " + (i + 1) + " of " + steps.length + ", " + parts[0] + ": expected "
                        + parts[1].replace("|", " or ") + ", but was " + was);
            }
        }
        return Optional.empty();
    }

    private boolean isAllowed(String[] parts, String was) {
        if (parts.length < 2) {
            throw row.malformed(STEPS, "expected " + parts[0] + " to be followed by >ALLOWED");
        }
        return Arrays.asList(parts[1].split("\\|")).contains(was);
    }

    /** The outcome of a step that has one, else "". */
    private String execute() {
        return switch (step[0]) {
            case "W" -> done(() -> memory.poke(number(1), number(2)));
            case "X" -> done(this::loadRegisters);
            case "I" -> done(() -> cpu.invlpg(number(1)));
            case "C" -> done(() -> accept(cpu.writeCr3(number(1))));
            case "P" -> done(() -> accept(cpu.invpcid((int) number(1), number(2), number(3))));
            case "F" -> done(this::flushEverything);
            case "A" -> access();
            case "D" -> VALUE + Long.toHexString(memory.peek(number(1)));
            default -> throw row.malformed(STEPS, "expected a step W X I C P F A or D, but was \"" + step[0] + "\"");
        };
    }

    private static String done(Runnable effect) {
        effect.run();
        return "";
    }

    private void loadRegisters() {
        accept(number(1) == cpu.registers().cr0() || cpu.writeCr0(number(1)));
        accept(number(2) == cpu.registers().cr4() || cpu.writeCr4(number(2)));
        accept(number(3) == cpu.registers().efer() || cpu.writeEfer(number(3)));
        cpu.writePkru((int) number(4));
        cpu.writePkrs((int) number(5));
    }

    private void flushEverything() {
        long cr4 = cpu.registers().cr4();
        accept(cpu.writeCr4(cr4 ^ Bits.CR4_PGE) && cpu.writeCr4(cr4));
    }

    private String access() {
        String kind = argument(1);
        if (kind.length() != 2) {
            throw row.malformed(STEPS, "expected an access and a privilege level, for example R3, but was \"" + kind + "\"");
        }
        cpu.setCpl(row.decimal(STEPS, kind.substring(1)));
        cpu.setAc(number(2) != 0);
        long pa = cpu.translate(number(3), HardwareCase.access(row, STEPS, kind.substring(0, 1)));
        return HardwareCase.outcome(cpu, pa);
    }

    private void accept(boolean accepted) {
        if (!accepted) {
            throw row.malformed(STEPS, String.join(",", step) + " is refused: " + cpu.fault().text());
        }
    }

    private long number(int argument) {
        return row.hex(STEPS, argument(argument));
    }

    private String argument(int argument) {
        if (argument >= step.length) {
            throw row.malformed(STEPS, "expected " + String.join(",", step) + " to have " + argument + " arguments or more");
        }
        return step[argument];
    }
}
