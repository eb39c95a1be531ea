package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.hook.WouldBlock;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** free_user_pte, one call after the other. */
class FreeCheck {

    @Check(task = "5.2", points = 3, kind = INVARIANT, rule = "a table at final zero is taken out of its slot, accounted once, and freed",
            requires = "the_dtor_comes_before_free_table", read = "handout 5, \"Picture\"")
    void a_dead_table_is_freed(Submission submission) {
        ReclaimScene scene = Table.of(submission).atomic();
        Table.free(scene);
        scene.endOfCall();
        Table.expectGone(scene);
        scene.expectSound();
        scene.story().expect("percpu_refs that nobody has freed:", 0, scene.machine().platform().refs().live());
    }

    @Check(task = "5.2", points = 3, kind = INVARIANT, rule = "the table counts for nobody as soon as free_user_pte returns: nr_ptes does not wait for the grace period",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Tasks and points\"")
    void the_account_does_not_wait(Submission submission) {
        ReclaimScene scene = Table.of(submission).atomic();
        Table.free(scene);
        scene.story().expect("nr_ptes", 0L, scene.mm().nrPtes());
        scene.machine().rcuBarrier();
        scene.story().tell("the grace period is over");
        scene.story().expect("nr_ptes", 0L, scene.mm().nrPtes());
    }

    @Check(task = "5.2", points = 5, kind = FUNCTIONAL, rule = "a live table stays: the one that was dead when you looked may be gone, and another one here",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Sources\"")
    void a_live_table_stays(Submission submission) {
        for (int entries = 0; entries < 3; entries++) {
            ReclaimScene scene = Table.of(submission).pages(entries);
            for (boolean atomic : entries == 0 ? new boolean[] {false} : new boolean[] {false, true}) {
                long word = (atomic ? scene.atomic() : scene).slot().get().word();
                Table.free(scene);
                Table.expectThere(scene);
                scene.story().expectWord("slot", word, scene.slot().get().word());
                scene.expectSound();
            }
        }
    }

    @Check(task = "5.2", points = 3, kind = FUNCTIONAL, rule = "a slot that names no table stays as it is: none, a leaf, a swap entry",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Tasks and points\"")
    void what_is_no_table_stays(Submission submission) {
        ReclaimScene scene = Table.of(submission);
        scene.withoutTable(name -> {
            Table.free(scene);
            scene.story().expect("nr_ptes", 1L, scene.mm().nrPtes());
        });
        scene.expectSound();
    }

    @Check(task = "5.2", points = 2, kind = INVARIANT, rule = "free_user_pte releases the pmd lock, also when it has nothing to do",
            read = "handout 5, \"What the hidden checks look for\"")
    void the_lock_is_released(Submission submission) {
        ReclaimScene scene = Table.of(submission);
        scene.withoutTable(name -> freeAndEnd(scene));
        freeAndEnd(scene);
        freeAndEnd(scene.atomic());
        freeAndEnd(scene);
    }

    @Check(task = "5.2", points = 4, kind = INVARIANT, rule = "no CPU keeps the way to a table that is freed in its walk cache",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Picture\"")
    void no_walk_cache_leads_to_it(Submission submission) {
        ReclaimScene scene = Table.of(submission);
        for (int cpu = 0; cpu < 2; cpu++) {
            scene.machine().core(cpu).switchTo(scene.mm());
            scene.machine().core(cpu).cpu().speculate(scene.base() + cpu * PAGE_SIZE);
        }
        scene.story().tell("CPUs 0 and 1 walk ahead, and cache the way to the table");
        Table.free(scene.atomic());
        scene.expectSound();
    }

    @Check(task = "5.2", points = 4, kind = INVARIANT, rule = "a table is freed after a grace period: who read the slot before may still look at the page struct",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Picture\"")
    void a_reader_keeps_the_table(Submission submission) {
        ReclaimScene scene = Table.of(submission).atomic();
        Rcu rcu = scene.machine().platform().rcu();
        Page table = scene.table();
        scene.machine().on(1);
        rcu.rcu_read_lock();
        scene.story().tell("CPU 1: rcu_read_lock, reads the slot");
        scene.machine().on(0);
        if (waits(scene)) {
            return; // for CPU 1, which is as good
        }
        scene.story().expect(table + " in use while CPU 1 reads?", true, table.is(PageFlag.PageTable));
        scene.story().expect(table + " has its pte_ref while CPU 1 reads?", true, table.pteRef() != null);
        scene.machine().on(1);
        rcu.rcu_read_unlock();
        scene.machine().on(0);
        scene.expectSound();
    }

    /** Frees; whether that waits for a reader that does not leave, which is as good as freeing later. */
    static boolean waits(ReclaimScene scene) {
        try {
            Table.free(scene);
            scene.endOfCall();
            return false;
        } catch (WouldBlock waited) {
            return true;
        }
    }

    private static void freeAndEnd(ReclaimScene scene) {
        Table.free(scene);
        scene.endOfCall();
    }
}
