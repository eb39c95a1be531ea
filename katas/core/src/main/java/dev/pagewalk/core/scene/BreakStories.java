package dev.pagewalk.core.scene;

import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.explore.Program;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import java.util.function.Supplier;

/**
 * Operations of kata 3 that meet on one table, on a machine with kata 1 as well. They are called directly, so that the
 * stories are short enough to be told in every order.
 */
public final class BreakStories {
    private static final long BYTES = 2L << 20;
    private static final int CPUS = 3;
    private static final String OWN = "break_cow_pte: who breaks has a private table afterwards";
    private static final String RETURNED = "zap_cow_pte: what it returned is what is: 1, a table of its own; 0, none";

    /** The table, and the katas that work on it. */
    public record World(OneTable shared, BreakCowPte kata) implements Staged {
        @Override
        public Machine machine() {
            return shared.machine();
        }

        private void breakAway(int cpu, int member) {
            shared.result(cpu, kata.break_cow_pte(shared.vma(member), shared.slot(member), BASE));
            shared.machine().platform().lockdep().expectNothingHeld();
        }

        private void zap(int cpu, int member) {
            shared.result(cpu, kata.zap_cow_pte(shared.vma(member), shared.slot(member), BASE));
            shared.machine().platform().lockdep().expectNothingHeld();
        }

        /** A member has a table of its own, and in it what was there. */
        private void expectOwn(int member) {
            MmStruct mm = shared.mm(member);
            OneTable.expect(OWN, "is the table of " + mm + " its own?", true, shared.isPrivate(member));
            OneTable.expect(Rule.I19.text(), "word 0 of " + mm, OneTable.OLD, LogicalView.word(mm, BASE));
            OneTable.expect(Rule.I19.text(), "word 1 of " + mm, 0L, LogicalView.word(mm, BASE + Long.BYTES));
        }

        /** What a zap on a CPU returned is what a member has. */
        private void expectAsReturned(int cpu, int member) {
            OneTable.expect(RETURNED, "zap_cow_pte of " + shared.mm(member), shared.isPrivate(member) ? 1 : 0, shared.result(cpu));
            boolean none = shared.slot(member).get().isNone();
            OneTable.expect(RETURNED, "is the slot none, or private?", true, none || shared.isPrivate(member));
        }
    }

    private BreakStories() {}

    /** Two address spaces break; T has an owner, or none. */
    public static Scenario<World> breaksOfTwo(Supplier<MmOps> ops, boolean orphan) {
        int first = orphan ? 1 : 0;
        return begun("break / break by two address spaces" + owner(orphan), ops, orphan ? 3 : 2, orphan)
                .cpu("CPU 0: breaks", breaks(0, first))
                .cpu("CPU 1: breaks", breaks(1, first + 1))
                .atEnd(world -> {
                    world.expectOwn(first);
                    world.expectOwn(first + 1);
                    world.shared.expectSound();
                });
    }

    /** Two threads of one address space break; another sharer is there still, or has gone. */
    public static Scenario<World> breaksOfOne(Supplier<MmOps> ops, boolean last) {
        return begun("break / break by two threads" + (last ? " of the last sharer" : ""), ops, 2, last)
                .cpu("CPU 0: breaks", breaks(0, 1))
                .cpu("CPU 1: breaks", breaks(1, 1))
                .atEnd(world -> {
                    world.expectOwn(1);
                    world.shared.expectSound();
                });
    }

    /** Two address spaces let go; T has an owner, or none. */
    public static Scenario<World> zapsOfTwo(Supplier<MmOps> ops, boolean orphan) {
        int first = orphan ? 1 : 0;
        return begun("zap / zap by two address spaces" + owner(orphan), ops, orphan ? 3 : 2, orphan)
                .cpu("CPU 0: zaps", zaps(0, first))
                .cpu("CPU 1: zaps", zaps(1, first + 1))
                .atEnd(world -> {
                    world.expectAsReturned(0, first);
                    world.expectAsReturned(1, first + 1);
                    world.shared.expectSound();
                });
    }

    /** Twice MADV_DONTNEED in one address space, which owns T. */
    public static Scenario<World> zapsOfOne(Supplier<MmOps> ops) {
        return begun("zap / zap by two threads", ops, 2, false)
                .cpu("CPU 0: zaps", zaps(0, 0))
                .cpu("CPU 1: zaps", zaps(1, 0))
                .atEnd(world -> {
                    world.expectAsReturned(0, 0);
                    world.expectAsReturned(1, 0);
                    world.shared.expectSound();
                });
    }

    /** One address space breaks, another lets go. Member 0 is the owner. */
    public static Scenario<World> breakAndZap(Supplier<MmOps> ops, int breaker) {
        return begun(breaker == 0 ? "break by the owner / zap" : "break / zap by the owner", ops, 2, false)
                .cpu("CPU 0: breaks", breaks(0, breaker))
                .cpu("CPU 1: zaps", zaps(1, 1 - breaker))
                .atEnd(world -> {
                    world.expectOwn(breaker);
                    world.expectAsReturned(1, 1 - breaker);
                    world.shared.expectSound();
                });
    }

    /** A fault and MADV_DONTNEED in one address space. Member 0 is the owner. */
    public static Scenario<World> breakAndZapOfOne(Supplier<MmOps> ops, int member) {
        return begun("break / zap by two threads" + (member == 0 ? " of the owner" : ""), ops, 2, false)
                .cpu("CPU 0: breaks", breaks(0, member))
                .cpu("CPU 1: zaps", zaps(1, member))
                .atEnd(world -> {
                    world.expectAsReturned(1, member);
                    world.shared.expectSound();
                });
    }

    private static String owner(boolean orphan) {
        return orphan ? ", T without owner" : "";
    }

    private static Program<World> breaks(int cpu, int member) {
        return world -> world.breakAway(cpu, member);
    }

    private static Program<World> zaps(int cpu, int member) {
        return world -> world.zap(cpu, member);
    }

    private static Scenario<World> begun(String name, Supplier<MmOps> ops, int size, boolean firstLeaves) {
        return Scenario.named(name)
                .setUp(hook -> world(hook, ops.get(), size, firstLeaves))
                .afterEachStep(world -> world.shared.expectSane());
    }

    private static World world(Hook hook, MmOps ops, int size, boolean firstLeaves) {
        Machine machine = Machine.boot(MachineConfig.standard().withCpus(CPUS).withBytes(BYTES).withOps(ops).withHook(hook));
        OneTable shared = OneTable.of(size, Scene.on(machine), BASE, OneTable::twoPages);
        return new World(firstLeaves ? shared.leave(0) : shared, ops.breakCow());
    }
}
