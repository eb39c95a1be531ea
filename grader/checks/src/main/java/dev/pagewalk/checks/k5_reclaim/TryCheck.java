package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** try_to_free_user_pte, one call after the other. */
class TryCheck {
    private static final boolean[] EITHER = {false, true};

    @Check(task = "5.3", points = 4, kind = INVARIANT, guards = "I35", rule = "I35: an empty table is gone afterwards, in whichever mode it was, through any address of it",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Picture\"")
    void an_empty_table_goes(Submission submission) {
        for (boolean switchBack : EITHER) {
            for (long base : new long[] {Scene.BASE, MmStruct.TASK_SIZE - PMD_SIZE}) {
                for (long offset : new long[] {0, 0x1238, PMD_SIZE - 1}) {
                    ReclaimScene scene = Table.at(base, submission);
                    Table.tryToFree(scene, base + offset, switchBack);
                    scene.endOfCall();
                    Table.expectGone(scene);
                    scene.expectSound();
                }
            }
        }
    }

    @Check(task = "5.3", points = 4, kind = INVARIANT, guards = "I35", rule = "I35: a table that holds something stays, and so does its count, however often it is tried",
            requires = "a_live_table_stays", read = "handout 5, \"Picture\"")
    void a_table_with_entries_stays(Submission submission) {
        for (boolean switchBack : EITHER) {
            ReclaimScene scene = Table.of(submission).pages(1);
            for (int times = 0; times < 3; times++) {
                Table.tryToFree(scene, scene.base(), switchBack);
                scene.endOfCall();
                Table.expectThere(scene);
                scene.story().expect("pte_ref", 1L, scene.ref().total());
                scene.expectSound();
            }
            scene.unmap(scene.base());
            Table.tryToFree(scene, scene.base(), switchBack);
            Table.expectGone(scene);
            scene.expectSound();
        }
    }

    @Check(task = "5.3", points = 4, kind = INVARIANT, rule = "a visitor holds a table though it is empty: it is about to use it",
            requires = "an_empty_table_goes", read = "handout 5, \"Sources\"")
    void a_visitor_keeps_an_empty_table(Submission submission) {
        for (boolean switchBack : EITHER) {
            ReclaimScene scene = Table.of(submission);
            scene.refs().pte_tryget(scene.mm(), scene.slot(), scene.base());
            scene.story().tell("CPU 1: pte_tryget");
            PtePtr place = scene.entry(scene.base());
            Table.tryToFree(scene, scene.base() + PAGE_SIZE, switchBack);
            Table.expectThere(scene);
            scene.story().expect("pte_ref", 1L, scene.ref().total());
            scene.refs().pte_put(place);
            scene.story().tell("CPU 1: pte_put");
            Table.tryToFree(scene, scene.base(), switchBack);
            Table.expectGone(scene);
            scene.expectSound();
        }
    }

    @Check(task = "5.3", points = 2, kind = FUNCTIONAL, rule = "where no table is there is nothing to free: none, a leaf, a swap entry",
            requires = "what_is_no_table_stays", read = "handout 5, \"Tasks and points\"")
    void where_no_table_is_nothing_happens(Submission submission) {
        ReclaimScene scene = Table.of(submission);
        PercpuRef ref = scene.ref();
        scene.withoutTable(name -> {
            Table.tryToFree(scene, scene.base(), true);
            scene.endOfCall();
        });
        scene.story().expect("pte_ref of the table that was there", 0L, ref.total());
        scene.story().expect("percpu mode?", true, ref.isPercpuMode());
        scene.expectSound();
    }

    @Check(task = "5.3", points = 3, kind = INVARIANT, rule = "the kernel's own page tables have no pte_ref: init_mm is left alone",
            requires = "an_empty_table_goes", read = "handout 5, \"Tasks and points\"")
    void the_kernels_own_tables_are_left_alone(Submission submission) {
        ReclaimScene scene = ReclaimScene.of(new Forbidden(submission.reference(PteRef.class)), submission.create(FreeUserPte.class));
        MmStruct kernel = scene.machine().platform().init_mm();
        PmdPtr slot = PmdPtr.copyOf(Pmd.ofTable(scene.machine().alloc()));
        scene.story().tell("a PTE table of the kernel's, without a pte_ref");
        scene.reclaim().try_to_free_user_pte(kernel, slot, scene.base(), false);
        scene.story().expect("slot none?", false, slot.get().isNone());
    }

    /** Kata 4, which is not asked for the kernel's tables. */
    private static final class Forbidden implements PteRef {
        private final PteRef real;

        Forbidden(PteRef real) {
            this.real = real;
        }

        @Override
        public boolean pte_ref_init(Page pte) {
            return real.pte_ref_init(pte);
        }

        @Override
        public void pte_ref_free(Page pte) {
            real.pte_ref_free(pte);
        }

        @Override
        public boolean pte_tryget(MmStruct mm, PmdPtr pmd, long addr) {
            throw new RuleBroken("I17 type safety: the kernel's mm stays untouched", "no pte_tryget in " + mm, "pte_tryget of " + pmd);
        }

        @Override
        public void __pte_put(Page page) {
            real.__pte_put(page);
        }

        @Override
        public void pte_put(PtePtr ptep) {
            real.pte_put(ptep);
        }
    }
}
