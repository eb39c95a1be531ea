package dev.pagewalk.core.debug;

import dev.pagewalk.core.hw.Entry;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.hw.Registers;

import java.util.ArrayList;
import java.util.List;

/**
 * The entries that a walk from the top would read now, without rights, reserved bits or caches.
 *
 * @param va the linear address
 * @param root the physical address of the topmost table
 * @param steps from the top to the leaf, or to the entry that is not present
 */
record WalkPath(long va, long root, List<Step> steps) {
    /** One entry: its level, its physical address, its value. */
    record Step(int level, long address, long entry) {
        String name() {
            return Entry.name(level);
        }

        String table() {
            return name().substring(0, name().length() - 1);
        }

        int index() {
            return (int) (address & PhysicalMemory.FRAME_SIZE - 1) / PhysicalMemory.WORD_SIZE;
        }

        boolean isLeaf() {
            return Entry.isPresent(entry) && Entry.isLeaf(entry, level);
        }

        boolean isPresent() {
            return Entry.isPresent(entry);
        }

        boolean has(long bit) {
            return (entry & bit) != 0;
        }
    }

    WalkPath {
        steps = List.copyOf(steps);
    }

    static WalkPath of(PhysicalMemory memory, Registers registers, long va) {
        List<Step> steps = new ArrayList<>();
        long table = registers.root();
        for (int level = registers.levels(); level >= 1; level--) {
            long address = table + (long) LinearAddress.index(va, level) * PhysicalMemory.WORD_SIZE;
            Step step = new Step(level, address, memory.peek(address));
            steps.add(step);
            table = step.entry() & Entry.FRAME;
            if (!step.isPresent() || step.isLeaf() || table >>> memory.maxPhyAddr() != 0) {
                break;
            }
        }
        return new WalkPath(va, registers.root(), steps);
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    boolean arrives() {
        return last().isLeaf();
    }

    /** The physical address, if the path arrives. */
    long pa() {
        long offset = LinearAddress.span(last().level()) - 1;
        return last().entry() & Entry.FRAME & ~offset | va & offset;
    }

    /** Whether {@code bit} is set at every level. */
    boolean all(long bit) {
        return steps.stream().allMatch(step -> step.has(bit));
    }

    /** Whether {@code bit} is set at some level. */
    boolean any(long bit) {
        return steps.stream().anyMatch(step -> step.has(bit));
    }

    /** One line: where it arrives and with what rights, or where it stops. */
    String end() {
        if (!last().isPresent()) {
            return "stops: this " + last().name() + " is not present";
        }
        if (!arrives()) {
            return "stops: the frame of this " + last().name() + " is beyond MAXPHYADDR";
        }
        return "arrives at 0x" + Long.toHexString(pa())
                + ": " + (all(Entry.USER) ? "user" : "supervisor")
                + (all(Entry.WRITABLE) ? ", writable" : ", read-only")
                + (any(Entry.EXECUTE_DISABLE) ? ", not executable" : ", executable")
                + ", key " + Entry.key(last().entry());
    }
}
