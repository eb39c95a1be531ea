package dev.pagewalk.checks.k4_pteref;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_get;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.grader.api.Kind.RACE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Visitors that meet whoever frees the table, and each other: every interleaving is tried, or a budget spent. */
class PteRefRace {
    private static final long BUDGET = 200;

    @Check(task = "4.2", points = 8, kind = RACE, rule = "a visitor meets whoever frees the table: it holds the table before that, or finds none",
            requires = "tryget_takes_one_reference", read = "handout 4, \"Picture\"")
    void a_visit_against_the_end_of_the_table(Submission submission) {
        Race.expectNone(Scenario.named("pte_tryget / free_user_pte, grace period")
                .setUp(hook -> Table.with(hook, submission).atomic())
                .cpu("CPU 0: free_user_pte, callbacks", PteRefRace::free)
                .cpu("CPU 1: pte_tryget, read, pte_put", scene -> scene.visit(scene.base(), PtePtr::get))
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(ReclaimScene::expectSound));
    }

    @Check(task = "4.2", points = 6, kind = RACE, rule = "a visitor meets a table that is freed and another one that is installed: it visits the one that it holds",
            requires = "a_visit_against_the_end_of_the_table", read = "handout 4, \"Picture\"")
    void a_visit_against_a_change_of_tables(Submission submission) {
        Race.expectNoneOnX86(BUDGET, Scenario.named("pte_tryget / free_user_pte, install")
                .setUp(hook -> Table.with(hook, submission).atomic())
                .cpu("CPU 0: free_user_pte, installs another table", scene -> {
                    free(scene);
                    scene.install();
                })
                .cpu("CPU 1: pte_tryget, maps a page, pte_put", scene -> scene.result(scene.map(scene.base())))
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(scene -> {
                    scene.story().expect("pte[0] none?", !scene.result(), scene.entry(scene.base()).isNone());
                    scene.story().expect("nr_ptes", 1L, scene.mm().nrPtes());
                    scene.expectSound();
                }));
    }

    @Check(task = "4.2", points = 4, kind = RACE, rule = "a visitor meets the last put: it holds the table, or the table goes, with its help if need be",
            requires = "whoever_meets_final_zero_helps_to_free", read = "handout 4, \"Sources\"")
    void a_visit_against_the_last_put(Submission submission) {
        Race.expectNone(Scenario.named("pte_tryget / last put")
                .setUp(hook -> held(Table.with(hook, submission)))
                .cpu("CPU 0: __pte_put", scene -> scene.refs().__pte_put(scene.table()))
                .cpu("CPU 1: pte_tryget, read, pte_put", scene -> scene.result(scene.visit(scene.base(), PtePtr::get)))
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(scene -> {
                    scene.story().expect("slot none?", !scene.result(), scene.slot().get().isNone());
                    scene.expectSound();
                }));
    }

    @Check(task = "4.3", points = 2, kind = RACE, rule = "two visitors that leave at the same time: both references are dropped",
            requires = "a_put_drops_one_reference", read = "handout 4, \"Picture\"")
    void put_against_put(Submission submission) {
        Race.expectNone(Scenario.named("pte_put / pte_put")
                .setUp(hook -> Table.with(hook, submission).pages(1).atomic())
                .cpu("CPU 0: pte_tryget, pte_put", scene -> scene.visit(scene.base(), PtePtr::get))
                .cpu("CPU 1: pte_tryget, pte_put", scene -> scene.visit(scene.base() + PAGE_SIZE, PtePtr::get))
                .atEnd(ReclaimScene::expectSound));
    }

    @Check(task = "4.3", points = 2, kind = RACE, rule = "a visit that meets the switch to atomic mode is counted once, and dropped once",
            requires = "a_put_drops_one_reference", read = "handout 4, \"Picture\"")
    void a_visit_against_the_switch(Submission submission) {
        Race.expectNoneWithin(BUDGET, Scenario.named("pte_tryget, pte_put / switch to atomic mode")
                .setUp(hook -> Table.with(hook, submission).pages(1))
                .cpu("CPU 0: switches", scene -> {
                    percpu_ref_get(scene.ref());
                    percpu_ref_switch_to_atomic_sync(scene.ref());
                    percpu_ref_put(scene.ref());
                })
                .cpu("CPU 1: pte_tryget, pte_put", scene -> scene.visit(scene.base(), PtePtr::get))
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(ReclaimScene::expectSound));
    }

    private static void free(ReclaimScene scene) {
        scene.reclaim().free_user_pte(scene.mm(), scene.slot(), scene.base());
        scene.endOfCall();
    }

    /** Empty, in atomic mode, and somebody visits it. */
    private static ReclaimScene held(ReclaimScene scene) {
        percpu_ref_get(scene.ref());
        return scene.atomic();
    }
}
