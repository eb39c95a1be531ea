package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.Histories;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.ArrayList;
import java.util.List;

/** Families over three generations. */
class ForkStoryCheck {
    private static final int PAGES = 3;
    private static final int HISTORIES = 12;
    /** In how many orders a family of four can exit. */
    private static final int ORDERS = 4 * 3 * 2;


    @Check(task = "2.2", points = 2, kind = INVARIANT, guards = {"I19", "I20"}, rule = "what a process writes after a fork is seen by nobody else, over three generations",
            requires = "a_fork_shares_the_table", read = "handout 2, \"Goal\"")
    void writes_stay_with_their_writer(Submission submission) {
        World world = World.withPages(submission, PAGES);
        List<MmStruct> family = family(world);
        for (int i = 0; i < family.size(); i++) {
            world.store(family.get(i), BASE + i % PAGES * PAGE_SIZE, 100L + i);
            for (int j = 0; j < family.size(); j++) {
                for (int page = 0; page < PAGES; page++) {
                    boolean written = j <= i && j % PAGES == page;
                    world.expectWord(family.get(j), BASE + page * PAGE_SIZE, written ? 100L + j : page + 1L);
                }
            }
        }
    }

    @Check(task = "2.3", points = 2, kind = INVARIANT, guards = "I29", rule = "in whatever order a family exits, every count is right on the way, and nothing is left in the end",
            requires = "a_fork_shares_the_table", read = "handout 2, \"What the hidden checks look for\"")
    void in_every_order_of_exits_nothing_is_left(Submission submission) {
        for (int order = 0; order < ORDERS; order++) {
            World world = new World(submission);
            long frames = world.machine.allocator().framesInUse();
            long tables = world.machine.platform().vmstat().nrPagetable();
            world.map(world.parent, BASE, PAGES);
            world.fill(world.parent, BASE, PAGES);
            MmStruct child = world.fork(world.parent);
            List<MmStruct> family = new ArrayList<>(List.of(world.parent, child, world.fork(child), world.fork(world.parent)));
            int choice = order;
            while (!family.isEmpty()) {
                int size = family.size();
                world.exit(family.remove(choice % size));
                choice /= size;
            }
            long ownPgd = 1;
            world.story.expect("frames in use", frames - ownPgd, world.machine.allocator().framesInUse());
            world.story.expect("page tables in use", tables - ownPgd, world.machine.platform().vmstat().nrPagetable());
        }
    }

    @Check(task = "2.4", points = 2, kind = INVARIANT, rule = "after any system calls and accesses every process reads what it would read if fork copied everything, and every count is right",
            requires = {"writes_stay_with_their_writer", "one_reference_per_child_however_many_vmas"}, read = "handout 2, \"What the hidden checks look for\"")
    void any_history_is_sound(Submission submission) {
        Histories.expectSound(submission, CopyPmdRange.class, HISTORIES);
    }

    private static List<MmStruct> family(World world) {
        MmStruct child = world.fork(world.parent);
        return List.of(world.parent, child, world.fork(child), world.fork(world.parent), world.fork(child));
    }
}
