package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.checks.support.Handed;
import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.history.History;
import dev.pagewalk.core.history.Trial;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.scene.BreakStories;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The references of katas 1, 2 and 3 together: whatever a program does, whatever memory fails, whoever meets whom. */
class CowReferencesTest {
    private static final int HISTORIES = Integer.getInteger("pagewalk.histories", 120);
    private static final int SWEPT = 3;
    private static final int LENGTH = 24;
    private static final long EXECUTIONS = 3_000;
    private static final long LATE_EXECUTIONS = 200;
    private static final Handed REFERENCES = Handed.in();

    /** A story, and how many executions exhaust it: exact, so that a change of the machine shows. */
    private record Pinned(Scenario<?> scenario, long executions) {}

    @Test
    void random_histories_with_cow_forks_hold_all_invariants_on_one_to_four_cpus() {
        for (int i = 0; i < HISTORIES; i++) {
            trial(1 + i % 4).examine(History.random(i, LENGTH)).ifPresent(finding -> {
                throw new AssertionError(finding.text(), finding.cause());
            });
        }
    }

    @Test
    void whatever_allocation_fails_nothing_changes_and_nothing_leaks() {
        for (int i = 1; i <= SWEPT; i++) {
            trial(2).sweep(History.random(-i, LENGTH / 2)).ifPresent(finding -> {
                throw new AssertionError(finding.text(), finding.cause());
            });
        }
    }

    @Test
    void in_any_order_of_exits_nothing_is_left() {
        for (int i = 1; i <= SWEPT; i++) {
            trial(2).exits(History.random(-100 - i, LENGTH / 2)).ifPresent(finding -> {
                throw new AssertionError(finding.text(), finding.cause());
            });
        }
    }

    @TestFactory
    Stream<DynamicTest> no_interleaving_breaks_anything() {
        return meetings().stream().map(pinned -> DynamicTest.dynamicTest(pinned.scenario().name(), () -> {
            Outcome outcome = explore(pinned.scenario(), MemoryModel.SC, EXECUTIONS);
            assertTrue(outcome.isExhausted(), outcome.toString());
            assertEquals(pinned.executions(), outcome.executions());
            explore(pinned.scenario(), MemoryModel.WEAK, LATE_EXECUTIONS);
        }));
    }

    private static List<Pinned> meetings() {
        return List.of(
                new Pinned(BreakStories.breaksOfTwo(Sharers.katas(REFERENCES), false), 10),
                new Pinned(BreakStories.breaksOfTwo(Sharers.katas(REFERENCES), true), 10),
                new Pinned(BreakStories.breaksOfOne(Sharers.katas(REFERENCES), false), 20),
                new Pinned(BreakStories.breaksOfOne(Sharers.katas(REFERENCES), true), 4),
                new Pinned(BreakStories.breakAndZap(Sharers.katas(REFERENCES), 0), 3),
                new Pinned(BreakStories.breakAndZap(Sharers.katas(REFERENCES), 1), 3),
                new Pinned(BreakStories.breakAndZapOfOne(Sharers.katas(REFERENCES), 0), 6),
                new Pinned(BreakStories.breakAndZapOfOne(Sharers.katas(REFERENCES), 1), 6),
                new Pinned(BreakStories.zapsOfTwo(Sharers.katas(REFERENCES), false), 2),
                new Pinned(BreakStories.zapsOfTwo(Sharers.katas(REFERENCES), true), 2),
                new Pinned(BreakStories.zapsOfOne(Sharers.katas(REFERENCES)), 4),
                new Pinned(Meetings.staleSlot(REFERENCES, true), 30),
                new Pinned(Meetings.staleSlot(REFERENCES, false), 12),
                new Pinned(Meetings.breakAndWalk(REFERENCES, 0), 4),
                new Pinned(Meetings.breakAndWalk(REFERENCES, 1), 4),
                new Pinned(Meetings.breakAndUse(REFERENCES, true), 82),
                new Pinned(Meetings.breakAndUse(REFERENCES, false), 43),
                new Pinned(Meetings.goneAndWritten(REFERENCES, true), 9),
                new Pinned(Meetings.goneAndWritten(REFERENCES, false), 4),
                new Pinned(Meetings.faults(REFERENCES), 272),
                new Pinned(forkAndFault(false), 56),
                new Pinned(forkAndFault(true), 10),
                new Pinned(unmapAndFault(), 17));
    }

    private static Outcome explore(Scenario<?> scenario, MemoryModel model, long executions) {
        Outcome outcome = Explorer.of(Engine.DPOR, executions).under(model).explore(scenario);
        outcome.failure().ifPresent(failure -> {
            throw new AssertionError(failure.text(), failure.cause());
        });
        return outcome;
    }

    /** A process forks; user code of another thread of it, or of an earlier child, writes. */
    private static Scenario<Family> forkAndFault(boolean child) {
        return Scenario.named(child ? "fork / store by an earlier child" : "fork / store by another thread")
                .setUp(hook -> new Family(hook).run(1, child))
                .cpu("CPU 0: forks", family -> family.machine.syscalls().clone3(family.parent, true))
                .cpu("CPU 1: stores", family -> family.machine.core(1).store(BASE, 9))
                .atEnd(family -> {
                    family.expect(child ? family.child : family.parent, 9);
                    family.expect(child ? family.parent : family.child, 7);
                    family.expectSound();
                });
    }

    private static Scenario<Family> unmapAndFault() {
        return Scenario.named("munmap of a part / store by a child")
                .setUp(hook -> new Family(hook).run(1, true))
                .cpu("CPU 0: unmaps", family -> family.machine.syscalls().munmap(family.parent, BASE + PgtableTypes.PAGE_SIZE, PgtableTypes.PAGE_SIZE))
                .cpu("CPU 1: stores", family -> family.machine.core(1).store(BASE, 9))
                .atEnd(family -> {
                    family.expect(family.child, 9);
                    family.expect(family.parent, 7);
                    family.expectSound();
                });
    }

    /** A process with two pages, and a child that shares its table. */
    private static final class Family {
        private final Machine machine;
        private final MmStruct parent;
        private final MmStruct child;

        Family(Hook hook) {
            machine = Machine.boot(MachineConfig.standard().withBytes(2 << 20).withCpus(2).withOps(ops()).withHook(hook));
            parent = machine.newMm();
            machine.syscalls().mmap(parent, BASE, 2 * PgtableTypes.PAGE_SIZE, VM_READ, VM_WRITE);
            machine.core(0).switchTo(parent);
            machine.core(0).store(BASE, 7);
            machine.core(0).store(BASE + PgtableTypes.PAGE_SIZE, 7);
            child = machine.syscalls().clone3(parent, true);
        }

        Family run(int cpu, boolean theChild) {
            machine.core(cpu).switchTo(theChild ? child : parent);
            return this;
        }

        void expect(MmStruct mm, long word) {
            assertEquals(word, LogicalView.word(mm, BASE));
        }

        void expectSound() {
            machine.rcuBarrier();
            MmInvariants.of(machine).check();
        }
    }

    private static Trial trial(int cpus) {
        return Trial.on(() -> Trial.small().withCpus(cpus).withOps(ops()));
    }

    private static MmOps ops() {
        return MmOps.plain()
                .with(REFERENCES.reference(CowPteRefcount.class))
                .with(REFERENCES.reference(CopyPmdRange.class))
                .with(REFERENCES.reference(BreakCowPte.class));
    }
}
