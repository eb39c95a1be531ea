package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_SHARED;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** A table that has one name more after fork: task 2.2. */
class SharingCheck {

    @Check(task = "2.2", points = 6, kind = INVARIANT, guards = "I7", rule = "with MMF_COW_PGTABLE the child's slot names the source's table: both read-only, refcount 2, owned by the source's slot",
            read = "handout 2, \"Picture\"")
    void a_fork_shares_the_table(Submission submission) {
        World world = World.withPages(submission, 3);
        Page table = world.table(world.parent, BASE);
        MmStruct child = world.fork(world.parent);
        world.story.expect("table of the source", table, world.table(world.parent, BASE));
        world.expectShared(child, world.parent, BASE);
        world.story.expect("refcount", 2, table.refRead());
        world.expectOwner(world.parent, BASE);
        world.story.expect("source's slot writable?", false, world.slot(world.parent, BASE).get().isWrite());
        world.story.expect("child's slot writable?", false, world.slot(child, BASE).get().isWrite());
        world.expectFilled(child, BASE, 3);
    }

    @Check(task = "2.2", points = 2, kind = INVARIANT, rule = "sharing moves no charge: the source pays on, the child pays nothing",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Who pays\"")
    void sharing_moves_no_charge(Submission submission) {
        World world = World.withPages(submission, 3);
        MmStruct child = world.fork(world.parent);
        world.expectCharge(world.parent, 3, 1);
        world.expectCharge(child, 0, 0);
    }

    @Check(task = "2.2", points = 3, kind = INVARIANT, guards = "I18", rule = "sharing a table leaves its entries, and what counts them, as they are",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Picture\"")
    void the_entries_of_a_shared_table_stay(Submission submission) {
        World world = World.withPages(submission, 3);
        world.map(world.parent, BASE + PMD_SIZE, 2, VM_SHARED);
        world.fill(world.parent, BASE + PMD_SIZE, 2);
        world.story.expect("swapped out", 0, world.calls().swapOut(world.parent, BASE + 2 * PAGE_SIZE));
        long[][] before = {world.entries(world.table(world.parent, BASE)), world.entries(world.table(world.parent, BASE + PMD_SIZE))};
        world.fork(world.parent);
        for (int t = 0; t < before.length; t++) {
            long[] after = world.entries(world.table(world.parent, BASE + t * PMD_SIZE));
            for (int i = 0; i < after.length; i++) {
                world.story.expect("table " + t + " pte[" + i + "]", World.hex(before[t][i]), World.hex(after[i]));
            }
        }
    }

    @Check(task = "2.2", points = 4, kind = INVARIANT, rule = "each further child is one reference more: a read-only slot names a table like any other, and the owner stays",
            requires = "a_fork_shares_the_table", read = "handout 2, \"The trap of pmd_bad\"")
    void each_child_adds_one_reference(Submission submission) {
        World world = World.withPages(submission, 3);
        MmStruct first = world.fork(world.parent);
        for (int count = 3; count <= 5; count++) {
            MmStruct child = world.fork(count == 4 ? first : world.parent);
            world.story.expect("refcount", count, world.table(world.parent, BASE).refRead());
            world.expectShared(child, world.parent, BASE);
            world.expectOwner(world.parent, BASE);
            world.expectCharge(world.parent, 3, 1);
            world.expectFilled(first, BASE, 3);
        }
    }

    @Check(task = "2.2", points = 2, kind = FUNCTIONAL, rule = "whether tables are shared is a property of the source: once it has MMF_COW_PGTABLE, its plain forks share too, and its children's",
            requires = "a_fork_shares_the_table", read = "handout 2, \"What you are given\"")
    void later_forks_share_too(Submission submission) {
        World world = World.withPages(submission, 3);
        MmStruct child = world.fork(world.parent);
        world.store(world.parent, BASE, 10);
        MmStruct second = world.forked(world.parent, false);
        world.expectShared(second, world.parent, BASE);
        MmStruct grandchild = world.forked(child, false);
        world.expectShared(grandchild, child, BASE);
        world.expectWord(grandchild, BASE, 1);
        world.expectWord(second, BASE, 10);
    }

    @Check(task = "2.2", points = 2, kind = INVARIANT, rule = "each table of a range is shared for itself, and ranges without one are left out",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Tasks and points\"")
    void each_table_is_shared_for_itself(Submission submission) {
        World world = new World(submission);
        Places.fill(world);
        MmStruct child = world.fork(world.parent);
        Places.expectShared(world, child);
        Places.expect(world, child);
    }
}
