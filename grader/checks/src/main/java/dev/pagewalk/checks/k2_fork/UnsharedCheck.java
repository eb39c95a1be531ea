package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_DONTCOPY;
import static dev.pagewalk.core.mm.VmFlag.VM_WIPEONFORK;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;
import static dev.pagewalk.grader.api.Kind.PERFORMANCE;

import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Tables that are not shared, and tables that several VMAs use: task 2.4. */
class UnsharedCheck {
    /** Where the three VMAs of a table begin; each has two pages. */
    private static final long[] VMAS = {BASE, BASE + 8 * PAGE_SIZE, BASE + PMD_SIZE - 2 * PAGE_SIZE};

    @Check(task = "2.4", points = 4, kind = INVARIANT, rule = "a child that shares a table adds one reference, however many VMAs use the table, and has what each of them has",
            requires = "a_fork_shares_the_table", read = "handout 2, \"One table, several VMAs\"")
    void one_reference_per_child_however_many_vmas(Submission submission) {
        World world = threeVmas(submission);
        MmStruct child = world.fork(world.parent);
        world.expectCharge(world.parent, 6, 1);
        expectAll(world, child, -1);
        world.exit(world.parent);
        MmStruct grandchild = world.fork(child);
        world.expectCharge(child, 6, 1);
        expectAll(world, grandchild, -1);
    }

    @Check(task = "2.4", points = 4, kind = INVARIANT, rule = "a table is copied, not shared, if any VMA in its 2 MiB is VM_DONTCOPY: the child must not get those pages",
            requires = "a_fork_shares_the_table", read = "handout 2, \"One table, several VMAs\"")
    void a_table_with_a_dontcopy_vma_is_not_shared(Submission submission) {
        copiedWithout(submission, VM_DONTCOPY);
    }

    @Check(task = "2.4", points = 2, kind = INVARIANT, rule = "a table is copied, not shared, if any VMA in its 2 MiB is VM_WIPEONFORK: the child reads zeroes there",
            requires = "a_fork_shares_the_table", read = "handout 2, \"One table, several VMAs\"")
    void a_table_with_a_wipeonfork_vma_is_not_shared(Submission submission) {
        copiedWithout(submission, VM_WIPEONFORK);
    }

    /** The flag on each of the three VMAs in turn: what comes before it, between and behind it is copied part by part. */
    private static void copiedWithout(Submission submission, VmFlag flag) {
        for (int marked = 0; marked < VMAS.length; marked++) {
            World world = threeVmas(submission);
            mark(world, flag, VMAS[marked]);
            MmStruct child = world.fork(world.parent);
            world.expectCopied(child, world.parent, BASE);
            expectAll(world, child, marked);
            if (flag == VM_WIPEONFORK) {
                world.expectWord(child, VMAS[marked], 0);
            } else {
                world.story.expect("what the child maps at " + World.hex(VMAS[marked]), -1L, LogicalView.physical(child, VMAS[marked]));
            }
            world.expectCharge(child, 4, 1);
            world.story.expect("refcount of the source's table", 1, world.table(world.parent, BASE).refRead());
            expectAll(world, world.parent, -1);
        }
    }

    @Check(task = "2.4", points = 1, kind = FUNCTIONAL, rule = "a VM_DONTCOPY VMA concerns the tables that it uses: others are shared",
            requires = "a_table_with_a_dontcopy_vma_is_not_shared", read = "handout 2, \"One table, several VMAs\"")
    void the_next_table_is_shared_all_the_same(Submission submission) {
        World world = threeVmas(submission);
        world.map(world.parent, BASE + PMD_SIZE, 2);
        world.fill(world.parent, BASE + PMD_SIZE, 2);
        mark(world, VM_DONTCOPY, VMAS[2]);
        MmStruct child = world.fork(world.parent);
        world.expectCopied(child, world.parent, BASE);
        world.expectShared(child, world.parent, BASE + PMD_SIZE);
    }

    @Check(task = "2.4", points = 2, kind = INVARIANT, rule = "a table that is shared already may be copied for a child: it stays in the state that it is in",
            requires = "a_table_with_a_dontcopy_vma_is_not_shared", read = "handout 2, \"One table, several VMAs\"")
    void a_shared_table_may_be_copied(Submission submission) {
        for (int sharers = 3; sharers >= 1; sharers--) {
            World world = threeVmas(submission);
            MmStruct child = world.fork(world.parent);
            MmStruct other = world.fork(world.parent);
            mark(world, VM_WIPEONFORK, VMAS[1]);
            if (sharers < 3) {
                world.exit(other);
            }
            if (sharers < 2) {
                world.exit(child);
            }
            int count = world.table(world.parent, BASE).refRead();
            MmStruct last = world.fork(world.parent);
            world.expectCopied(last, world.parent, BASE);
            world.story.expect("refcount of the source's table", count, world.table(world.parent, BASE).refRead());
            world.expectCharge(world.parent, 6, 1);
            expectAll(world, last, 1);
        }
    }

    @Check(task = "2.4", points = 4, kind = INVARIANT, guards = "I24", rule = "a table with a pinned page is copied: the page stays with the source, and the child gets one of its own",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Pins\"")
    void a_pinned_page_stays_with_the_source(Submission submission) {
        for (int place = 0; place < VMAS.length; place++) {
            World world = threeVmas(submission);
            long addr = VMAS[place] + PAGE_SIZE;
            Page pinned = world.pin(world.parent, addr);
            MmStruct child = world.fork(world.parent);
            world.expectCopied(child, world.parent, BASE);
            world.story.expect("page of the source at " + World.hex(addr), World.hex(pinned.address()), World.hex(LogicalView.physical(world.parent, addr)));
            world.store(world.parent, addr, 99);
            world.story.expect("page of the source after it stored", World.hex(pinned.address()), World.hex(LogicalView.physical(world.parent, addr)));
            world.expectWord(child, addr, 2);
            world.calls().unpin(pinned);
        }
    }

    @Check(task = "2.4", points = 1, kind = PERFORMANCE, rule = "only tables with a page that is pinned now are copied: MMF_HAS_PINNED is never cleared",
            requires = "a_pinned_page_stays_with_the_source", read = "handout 2, \"Pins\"")
    void a_table_without_pins_is_shared_again(Submission submission) {
        World world = World.withPages(submission, 2);
        world.map(world.parent, BASE + PMD_SIZE, 2);
        world.fill(world.parent, BASE + PMD_SIZE, 2);
        Page pinned = world.pin(world.parent, BASE);
        world.expectShared(world.fork(world.parent), world.parent, BASE + PMD_SIZE);
        world.calls().unpin(pinned);
        world.story.tell("the pin is dropped");
        world.expectShared(world.fork(world.parent), world.parent, BASE);
    }

    @Check(task = "2.4", points = 2, kind = FUNCTIONAL, rule = "an empty table is not shared, and the child gets none",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Tasks and points\"")
    void an_empty_table_is_not_shared(Submission submission) {
        World world = World.withPages(submission, 2);
        world.story.expect("madvise", 0, world.calls().madviseDontNeed(world.parent, BASE, 2 * PAGE_SIZE));
        world.story.tell(world.parent + " madvise(MADV_DONTNEED): its table is empty");
        MmStruct child = world.fork(world.parent);
        world.story.expect("child's slot", "none", world.slot(child, BASE).get().toString());
        world.story.expect("refcount of the source's table", 1, world.table(world.parent, BASE).refRead());
        world.story.expect("source's slot writable?", true, world.slot(world.parent, BASE).get().isWrite());
    }

    @Check(task = "2.4", points = 1, kind = FUNCTIONAL, rule = "a table with one entry is not empty, wherever the entry is and whatever it is",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Tasks and points\"")
    void one_entry_is_enough(Submission submission) {
        for (int page : new int[] {0, 1, 300, 511}) {
            World world = new World(submission);
            world.map(world.parent, BASE, 512);
            world.store(world.parent, BASE + page * PAGE_SIZE, 5);
            world.story.expect("swapped out", 0, world.calls().swapOut(world.parent, BASE + page * PAGE_SIZE));
            MmStruct child = world.fork(world.parent);
            world.expectShared(child, world.parent, BASE);
            world.expectWord(child, BASE + page * PAGE_SIZE, 5);
        }
    }

    /** A table of three VMAs, with six pages. */
    private static World threeVmas(Submission submission) {
        World world = new World(submission);
        for (long addr : VMAS) {
            world.map(world.parent, addr, 2);
            world.fill(world.parent, addr, 2);
        }
        return world;
    }

    private static void mark(World world, VmFlag flag, long addr) {
        boolean wipe = flag == VM_WIPEONFORK;
        world.story.tell(world.parent + " madvise(" + (wipe ? "MADV_WIPEONFORK" : "MADV_DONTFORK") + ") " + World.hex(addr));
        int result = wipe
                ? world.calls().madviseWipeOnFork(world.parent, addr, 2 * PAGE_SIZE)
                : world.calls().madviseDontFork(world.parent, addr, 2 * PAGE_SIZE);
        world.story.expect("madvise", 0, result);
    }

    /** What is in all VMAs but one. */
    private static void expectAll(World world, MmStruct mm, int but) {
        for (int i = 0; i < VMAS.length; i++) {
            if (i != but) {
                world.expectFilled(mm, VMAS[i], 2);
            }
        }
    }
}
