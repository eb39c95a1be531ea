package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.RACE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.scene.Staged;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.Objects;

/** Fork, and what other CPUs do meanwhile. */
class ForkRace {
    /** Executions of the story in which whole system calls and faults meet. */
    private static final long FAULTS = 60;
    /** Enough for a fork that touches what it must, and an end for one that touches every entry. */
    private static final Explorer EXPLORER = Explorer.of(Engine.DPOR, 3_000).then(Engine.TWO_PREEMPTIONS, 300);

    @Check(task = "2.2", points = 3, kind = RACE, rule = "the hardware sets the Accessed bit of the source's slot during a fork: it does not get lost",
            requires = {"a_fork_shares_the_table", "the_entries_of_a_shared_table_stay"}, read = "handout 2, \"What you are given\"")
    void fork_against_a_page_walk(Submission submission) {
        expectNone(Scenario.named("fork / page walk")
                .setUp(hook -> Duo.owner(submission, hook).forgetAccesses())
                .cpu("CPU 0: copy_pmd_range", Duo::fork)
                .cpu("CPU 1: page walk of another thread", duo -> duo.thread().load(BASE))
                .atEnd(duo -> {
                    duo.world.story.expect("source's slot accessed?", true, duo.world.slot(duo.mm, BASE).get().isAccessed());
                    duo.world.story.expect("source's slot writable?", false, duo.world.slot(duo.mm, BASE).get().isWrite());
                    duo.expectSound();
                }));
    }

    @Check(task = "2.3", points = 4, kind = RACE, guards = "I7", rule = "a slot that is read-only stays so during a fork: another thread of the source must not write to pages that others share",
            requires = {"who_forks_an_orphan_owns_it_and_pays", "the_entries_of_a_shared_table_stay"}, read = "handout 2, \"The window\"")
    void a_second_fork_opens_no_window(Submission submission) {
        expectNone(Scenario.named("second fork / store of another thread")
                .setUp(hook -> Duo.orphan(submission, hook))
                .cpu("CPU 0: copy_pmd_range", Duo::fork)
                .cpu("CPU 1: another thread of the source stores", duo -> duo.thread().store(BASE, 99))
                .atEnd(duo -> {
                    duo.world.expectWord(duo.sharer, BASE, 1);
                    duo.world.expectWord(duo.child, BASE, 1);
                    duo.expectSound();
                }));
    }

    @Check(task = "2.3", points = 4, kind = RACE, rule = "two sharers of an orphan that fork at the same time: one becomes its owner and pays",
            requires = {"who_forks_an_orphan_owns_it_and_pays", "the_entries_of_a_shared_table_stay"}, read = "handout 2, \"Who pays\"")
    void fork_against_fork_of_one_orphan(Submission submission) {
        expectNone(Scenario.named("fork / fork of one orphan")
                .setUp(hook -> Duo.orphan(submission, hook))
                .cpu("CPU 0: copy_pmd_range", Duo::fork)
                .cpu("CPU 1: copy_pmd_range of the other sharer", Duo::otherForks)
                .atEnd(duo -> {
                    duo.world.story.expect("refcount", 4, duo.world.table(duo.mm, BASE).refRead());
                    duo.expectSound();
                }));
    }

    @Check(task = "2.2", points = 2, kind = RACE, rule = "a sharer that breaks away or lets go during a fork: both count, and the child has what the source has",
            requires = {"a_fork_shares_the_table", "the_entries_of_a_shared_table_stay"}, read = "handout 2, \"What the hidden checks look for\"")
    void fork_against_a_leaving_sharer(Submission submission) {
        for (boolean keepsContents : new boolean[] {true, false}) {
            expectNone(Scenario.named(keepsContents ? "fork / break" : "fork / zap")
                    .setUp(hook -> Duo.sharers(submission, hook))
                    .cpu("CPU 0: copy_pmd_range", Duo::fork)
                    .cpu("CPU 1: handle_cow_pte of the owner", duo -> duo.ownerLeaves(keepsContents))
                    .atEnd(duo -> {
                        duo.world.story.expect("refcount", 2, duo.world.table(duo.mm, BASE).refRead());
                        duo.world.expectWord(duo.child, BASE, 1);
                        duo.expectSound();
                    }));
        }
    }

    @Check(task = "2.2", points = 1, kind = RACE, rule = "another thread stores during a fork, and faults: the child has the memory of one moment, and stores after it stay with the parent",
            requires = {"a_fork_shares_the_table", "fork_against_a_page_walk"}, read = "handout 2, \"Goal\"")
    void fork_against_stores_that_fault(Submission submission) {
        Explorer explorer = Explorer.of(Engine.TWO_PREEMPTIONS, FAULTS);
        Race.expectNone(Scenario.named("fork / stores that fault")
                .setUp(hook -> Duo.threads(submission, hook))
                .cpu("CPU 0: clone3", Duo::cloneNow)
                .cpu("CPU 1: the parent's other thread stores 99, then 98 into the next page", Duo::storeTwice)
                .atEnd(Duo::expectSnapshot), explorer, explorer);
    }

    private static void expectNone(Scenario<Duo> scenario) {
        Race.expectNone(scenario, EXPLORER, EXPLORER);
    }

    /** Two address spaces, perhaps with one table; {@code mm} forks {@code child}, which is there but for its tables. */
    private static final class Duo implements Staged {
        final World world;
        final MmStruct mm;
        final MmStruct sharer;
        final MmStruct child;
        private final MmStruct othersChild;
        private @Nullable MmStruct forked;

        private Duo(World world, MmStruct mm, MmStruct sharer) {
            this.world = world;
            this.mm = mm;
            this.sharer = sharer;
            child = world.offspring(mm, true);
            othersChild = world.offspring(sharer, true);
            world.slot(child, BASE);
            world.slot(othersChild, BASE);
        }

        private static World small(Submission submission, Hook hook) {
            World world = new World(submission, hook, 2L << 20);
            world.map(world.parent, BASE, 2);
            world.machine.core(0).switchTo(world.parent);
            world.machine.core(0).store(BASE, 1);
            world.machine.core(0).store(BASE + PAGE_SIZE, 2);
            world.machine.core(0).switchTo(null);
            return world;
        }

        /** A PRIVATE table. */
        static Duo owner(Submission submission, Hook hook) {
            World world = small(submission, hook);
            return new Duo(world, world.parent, world.parent);
        }

        /** The other one owns the table. */
        static Duo sharers(Submission submission, Hook hook) {
            World world = small(submission, hook);
            return new Duo(world, world.fork(world.parent), world.parent);
        }

        /** Nobody does. */
        static Duo orphan(Submission submission, Hook hook) {
            World world = small(submission, hook);
            MmStruct mm = world.fork(world.parent);
            MmStruct sharer = world.fork(world.parent);
            world.exit(world.parent);
            return new Duo(world, mm, sharer);
        }

        /** A process on CPUs 0 and 1. */
        static Duo threads(Submission submission, Hook hook) {
            World world = small(submission, hook);
            world.machine.core(1).switchTo(world.parent);
            return new Duo(world, world.parent, world.parent);
        }

        void cloneNow() {
            forked = world.calls().clone3(mm, true);
        }

        void storeTwice() {
            world.machine.core(1).store(BASE, 99);
            world.machine.core(1).store(BASE + PAGE_SIZE, 98);
        }

        void expectSnapshot() {
            MmStruct born = Objects.requireNonNull(forked, "there is memory for a child");
            world.expectWord(mm, BASE, 99);
            world.expectWord(mm, BASE + PAGE_SIZE, 98);
            if (LogicalView.word(born, BASE + PAGE_SIZE) == 98) {
                world.expectWord(born, BASE, 99); // the second store came before the fork, so the first did too
            }
            expectSound();
        }

        @Override
        public Machine machine() {
            return world.machine;
        }

        /** No walk has come by yet. */
        Duo forgetAccesses() {
            long slot = world.slot(mm, BASE).address();
            world.machine.memory().poke(slot, world.machine.memory().peek(slot) & ~_PAGE_ACCESSED);
            thread();
            return this;
        }

        void fork() {
            world.call(child, mm, BASE, BASE + 2 * PAGE_SIZE);
        }

        void otherForks() {
            world.call(othersChild, sharer, BASE, BASE + 2 * PAGE_SIZE);
        }

        void ownerLeaves(boolean keepsContents) {
            MmOps.of(sharer).breakCow().handle_cow_pte(world.vmaAt(sharer, BASE), world.slot(sharer, BASE), BASE, keepsContents);
        }

        /** CPU 1, on which user code of {@code mm} runs. */
        Cpu thread() {
            world.machine.core(1).switchTo(mm);
            Cpu cpu = world.machine.core(1).cpu();
            cpu.setCpl(3);
            return cpu;
        }

        void expectSound() {
            world.machine.core(1).cpu().setCpl(0);
            world.machine.core(1).switchTo(null);
            world.expectSound();
        }
    }
}
