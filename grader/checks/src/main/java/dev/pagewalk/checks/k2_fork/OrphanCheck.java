package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_SHARED;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.VmFile;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.EnumSet;

/** Who owns a table, and who pays for it: task 2.3. */
class OrphanCheck {

    @Check(task = "2.3", points = 5, kind = INVARIANT, rule = "who forks a table that nobody owns, under a slot that is read-only already, becomes its owner and is charged for it",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Who pays\"")
    void who_forks_an_orphan_owns_it_and_pays(Submission submission) {
        for (int sharers = 2; sharers >= 1; sharers--) {
            World world = World.withPages(submission, 3);
            MmStruct child = world.fork(world.parent);
            if (sharers == 2) {
                world.fork(world.parent);
            }
            world.exit(world.parent);
            world.expectCharge(child, 0, 0);
            MmStruct grandchild = world.fork(child);
            world.expectShared(grandchild, child, BASE);
            world.story.expect("refcount", sharers + 1, world.table(child, BASE).refRead());
            world.expectOwner(child, BASE);
            world.expectCharge(child, 3, 1);
            world.expectCharge(grandchild, 0, 0);
        }
    }

    @Check(task = "2.3", points = 2, kind = INVARIANT, rule = "an owner that breaks away leaves an orphan, which the next one to fork it takes over",
            requires = "who_forks_an_orphan_owns_it_and_pays", read = "handout 2, \"Who pays\"")
    void after_the_owner_has_broken_away_the_next_one_owns(Submission submission) {
        World world = World.withPages(submission, 3);
        MmStruct child = world.fork(world.parent);
        world.store(world.parent, BASE, 10);
        MmStruct grandchild = world.fork(child);
        world.expectOwner(child, BASE);
        world.expectCharge(child, 3, 1);
        world.expectCharge(world.parent, 3, 1);
        world.fork(world.parent);
        world.expectOwner(world.parent, BASE);
        world.expectCharge(world.parent, 3, 1);
        world.expectWord(grandchild, BASE, 1);
    }

    @Check(task = "2.3", points = 3, kind = INVARIANT, rule = "an orphan is charged as a whole: every VMA in its 2 MiB, each page as its own kind",
            requires = "who_forks_an_orphan_owns_it_and_pays", read = "handout 2, \"Who pays\"")
    void an_orphan_is_charged_over_all_its_vmas(Submission submission) {
        World world = World.withPages(submission, 2);
        VmFile file = VmFile.file("file", page -> page + 1);
        world.calls().mmap(world.parent, BASE + 8 * PAGE_SIZE, PAGE_SIZE, file, 0, EnumSet.of(VM_READ));
        world.story.tell(world.parent + " maps a page of a file, and two of shared memory");
        world.calls().populate(world.parent, BASE + 8 * PAGE_SIZE, false);
        world.map(world.parent, BASE + 16 * PAGE_SIZE, 2, VM_SHARED);
        world.fill(world.parent, BASE + 16 * PAGE_SIZE, 2);
        MmStruct child = world.fork(world.parent);
        world.exit(world.parent);
        world.fork(child);
        world.expectCharge(child, 2, 1);
        world.story.expect(child + " MM_FILEPAGES", 1L, child.rss(RssKind.MM_FILEPAGES));
        world.story.expect(child + " MM_SHMEMPAGES", 2L, child.rss(RssKind.MM_SHMEMPAGES));
        file.close();
    }

    @Check(task = "2.3", points = 3, kind = INVARIANT, rule = "a table that has an owner keeps it, and nobody is charged anew: whoever forks it, and when the owner is the last sharer",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Who pays\"")
    void an_owner_stays_owner(Submission submission) {
        World world = World.withPages(submission, 3);
        MmStruct child = world.fork(world.parent);
        MmStruct grandchild = world.fork(child);
        world.expectOwner(world.parent, BASE);
        world.expectCharge(child, 0, 0);
        world.exit(child);
        world.exit(grandchild);
        MmStruct last = world.fork(world.parent);
        world.expectShared(last, world.parent, BASE);
        world.expectOwner(world.parent, BASE);
        world.expectCharge(world.parent, 3, 1);
        world.story.expect("refcount", 2, world.table(last, BASE).refRead());
    }
}
