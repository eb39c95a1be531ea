package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_DONTCOPY;
import static dev.pagewalk.core.mm.VmFlag.VM_HUGEPAGE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.mm.FaultInjection;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** A fork that runs out of memory, at each allocation in turn (I28). */
class FailedForkCheck {
    /** A VMA from the middle of one table into the next. */
    private static final long LONG = BASE + 8 * PAGE_SIZE;
    /** A huge page; if one of its pages is pinned, a fork splits it first. */
    private static final long HUGE = BASE + 4 * PMD_SIZE;

    @Check(task = "2.1", points = 3, kind = INVARIANT, guards = "I28", rule = "a fork that fails for lack of memory leaves the source as it was and leaks nothing, whichever allocation fails",
            requires = {"without_the_flag_every_entry_is_copied", "a_fork_shares_the_table"}, read = "handout 2, \"What the hidden checks look for\"")
    void a_failed_fork_leaves_no_trace(Submission submission) {
        for (boolean cow : new boolean[] {true, false}) {
            int n = 1;
            while (allocationIsForks(prepared(submission, cow), n, cow)) {
                n++;
            }
        }
    }

    /** The first table is copied, for a DONTCOPY VMA and perhaps a pin; what lies behind it can be shared, and a huge page is copied. */
    private static World prepared(Submission submission, boolean pinned) {
        World world = new World(submission);
        world.map(world.parent, BASE, 1, VM_DONTCOPY);
        world.map(world.parent, LONG, PgtableTypes.PTRS_PER_PTE);
        world.fill(world.parent, LONG, 3);
        world.fill(world.parent, BASE + PMD_SIZE, 2);
        world.map(world.parent, HUGE, PgtableTypes.PTRS_PER_PTE, VM_HUGEPAGE);
        world.fill(world.parent, HUGE, 2);
        if (pinned) {
            world.pin(world.parent, LONG + PAGE_SIZE);
            world.pin(world.parent, HUGE);
        }
        return world;
    }

    private static boolean allocationIsForks(World world, int n, boolean cow) {
        long frames = world.machine.allocator().framesInUse();
        FaultInjection failures = world.machine.platform().failures();
        failures.failAt(n);
        MmStruct child = world.calls().clone3(world.parent, cow);
        world.story.tell("allocation " + n + " of a fork" + (cow ? " with CLONE_COW_PGTABLE" : "") + " fails: child " + child);
        boolean fired = !failures.isArmed();
        failures.failAt(0);
        world.expectSound();
        expectContents(world, world.parent);
        if (child == null) {
            long tableOfSplit = world.slot(world.parent, HUGE).get().isTable() ? 1 : 0;
            world.story.expect("frames in use", frames + tableOfSplit, world.machine.allocator().framesInUse());
        } else {
            expectContents(world, child);
        }
        return fired;
    }

    private static void expectContents(World world, MmStruct mm) {
        world.expectFilled(mm, LONG, 3);
        world.expectFilled(mm, BASE + PMD_SIZE, 2);
        world.expectFilled(mm, HUGE, 2);
    }
}
