package dev.pagewalk.core.history;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.debug.SharedTables;
import dev.pagewalk.core.debug.Violation;
import dev.pagewalk.core.history.NaiveMemory.PageOf;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.VmFlag;
import java.util.List;
import java.util.Map;

/** What must be true of a world between two operations: the machine agrees with the naive model, and is sound. */
final class Agreement {
    private final World world;
    private SharedTables shared;

    Agreement(World world) {
        this.world = world;
        this.shared = SharedTables.of(world.machine);
    }

    /** Compares everything; what is broken first is thrown as {@link RuleBroken}. */
    void verify() {
        world.machine.rcuBarrier();
        MmInvariants.of(world.machine).check();
        for (int i = 0; i < world.mms.size(); i++) {
            verify(world.mms.get(i), world.processes.get(i).pages);
        }
        world.pins.forEach(this::verify);
        throwFirst(shared.changes(world.machine));
        shared = SharedTables.of(world.machine);
    }

    private static void verify(MmStruct mm, Map<Long, PageOf> pages) {
        pages.forEach((number, page) -> {
            long addr = number * PAGE_SIZE;
            expect(Rule.I19, mm + " reads", at(addr), page.read(), LogicalView.word(mm, addr));
            if (!page.flags.contains(VmFlag.VM_WRITE)) {
                expect(Rule.I21, mm + " may write", at(addr), false, LogicalView.isWritable(mm, addr));
            }
        });
        long mapped = mm.vmas().stream().mapToLong(vma -> (vma.end() - vma.start()) / PAGE_SIZE).sum();
        expect(Rule.I19, mm + " pages in VMAs", "", (long) pages.size(), mapped);
    }

    private void verify(World.Pinned pinned) {
        if (world.processes.contains(pinned.process()) && pinned.isMapped() && !pinned.watch().holds()) {
            throw new RuleBroken(Rule.I24.text(), pinned.watch().page() + " at " + at(pinned.watch().addr()), "another page there");
        }
    }

    /** What must be left when everybody is gone. */
    void verifyEnd() {
        Machine machine = world.machine;
        throwFirst(MmInvariants.of(machine).atTheEnd(world.baseline));
        expect(Rule.I27, "percpu_refs", "", 0, machine.platform().refs().live());
    }

    /** Directly after a fork. */
    void verifyFork(MmStruct parent, MmStruct child) {
        throwFirst(MmInvariants.of(world.machine).afterFork(parent, child));
    }

    private static void throwFirst(List<Violation> violations) {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new RuleBroken(first.rule(), first.expected(), first.actual());
        }
    }

    /** Both are equal, or the rule is broken. */
    static void expect(Rule rule, String what, String where, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new RuleBroken(rule.text(), what + " " + show(expected) + where, what + " " + show(actual) + where);
        }
    }

    static String at(long addr) {
        return " at 0x" + Long.toHexString(addr);
    }

    private static String show(Object value) {
        return value instanceof Long word && word > 9 ? "0x" + Long.toHexString(word) : String.valueOf(value);
    }
}
