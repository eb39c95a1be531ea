package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.grader.api.Kind.RACE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Reclaimers that meet visitors, each other, the hardware, and the end of the address space. */
class ReclaimRace {
    private static final long BUDGET = 200;

    @Check(task = "5.2", points = 6, kind = RACE, rule = "two that free the same table at the same time: one takes it out and accounts, the other finds it gone",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Picture\"")
    void free_against_free(Submission submission) {
        Race.expectNone(Scenario.named("free_user_pte / free_user_pte")
                .setUp(hook -> Table.with(hook, submission).atomic())
                .cpu("CPU 0: free_user_pte", ReclaimRace::free)
                .cpu("CPU 1: free_user_pte", ReclaimRace::free)
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(scene -> {
                    Table.expectGone(scene);
                    scene.expectSound();
                }));
    }

    @Check(task = "5.2", points = 6, kind = RACE, rule = "whoever comes late must not free the table that was installed meanwhile",
            requires = "a_live_table_stays", read = "handout 5, \"Sources\"")
    void free_against_a_new_table(Submission submission) {
        Race.expectNoneOnX86(BUDGET, Scenario.named("free_user_pte / free_user_pte, install")
                .setUp(hook -> Table.with(hook, submission).atomic())
                .cpu("CPU 0: free_user_pte", ReclaimRace::free)
                .cpu("CPU 1: free_user_pte, installs another table", scene -> {
                    free(scene);
                    scene.install();
                })
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(scene -> {
                    Table.expectThere(scene);
                    scene.expectSound();
                }));
    }

    @Check(task = "5.2", points = 4, kind = RACE, rule = "the hardware walks through the table until the slot is clear and the flush is over",
            requires = "no_walk_cache_leads_to_it", read = "handout 5, \"Picture\"")
    void free_against_a_page_walk(Submission submission) {
        Race.expectNone(Scenario.named("free_user_pte / speculative page walk")
                .setUp(hook -> walked(Table.with(hook, submission).atomic()))
                .cpu("CPU 0: free_user_pte, callbacks", ReclaimRace::free)
                .cpu("CPU 1: walks ahead", scene -> scene.machine().core(1).cpu().speculate(scene.base()))
                .atEnd(ReclaimScene::expectSound));
    }

    @Check(task = "5.2", points = 3, kind = RACE, rule = "a visitor that is refused at final zero looks at nothing that is freed",
            requires = "a_reader_keeps_the_table", read = "handout 5, \"Picture\"")
    void free_against_a_visitor(Submission submission) {
        Race.expectNone(Scenario.named("free_user_pte, grace period / pte_tryget")
                .setUp(hook -> Table.with(hook, submission).atomic())
                .cpu("CPU 0: free_user_pte, callbacks", ReclaimRace::free)
                .cpu("CPU 1: pte_tryget, read, pte_put", scene -> scene.visit(scene.base(), PtePtr::get))
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(scene -> {
                    Table.expectGone(scene);
                    scene.expectSound();
                }));
    }

    @Check(task = "5.3", points = 3, kind = RACE, rule = "a reclaimer meets a visitor that maps a page: the page stays, or the visitor found no table",
            requires = "an_empty_table_goes", read = "handout 5, \"Picture\"")
    void reclaim_against_a_visitor(Submission submission) {
        for (boolean switchBack : new boolean[] {false, true}) {
            Race.expectNoneWithin(BUDGET, Scenario.named("try_to_free_user_pte / visitor, switch_back = " + switchBack)
                    .setUp(hook -> Table.with(hook, submission))
                    .cpu("CPU 0: try_to_free_user_pte", scene -> reclaim(scene, switchBack))
                    .cpu("CPU 1: pte_tryget, maps a page, pte_put", scene -> scene.result(scene.map(scene.base())))
                    .afterEachStep(ReclaimScene::expectTableInUse)
                    .atEnd(scene -> {
                        scene.story().expect("slot none?", !scene.result(), scene.slot().get().isNone());
                        scene.expectSound();
                    }));
        }
    }

    @Check(task = "5.3", points = 3, kind = RACE, rule = "two reclaimers at once: the table goes, once, or the last one of them leaves it whole",
            requires = "an_empty_table_goes", read = "handout 5, \"Picture\"")
    void reclaim_against_reclaim(Submission submission) {
        Race.expectNoneWithin(BUDGET, Scenario.named("try_to_free_user_pte / try_to_free_user_pte")
                .setUp(hook -> Table.with(hook, submission))
                .cpu("CPU 0: try_to_free_user_pte", scene -> reclaim(scene, false))
                .cpu("CPU 1: try_to_free_user_pte", scene -> reclaim(scene, true))
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(ReclaimScene::expectSound));
    }

    @Check(task = "5.3", points = 5, kind = RACE, rule = "before it is switched back, the table is identified anew: it may be another one by now",
            requires = "a_table_with_entries_stays", read = "handout 5, \"Sources\"")
    void switching_back_against_a_new_table(Submission submission) {
        Race.expectNoneOnX86(BUDGET, Scenario.named("try_to_free_user_pte(switch_back) / last put, install")
                .setUp(hook -> Table.with(hook, submission).pages(1))
                .cpu("CPU 0: try_to_free_user_pte, switch_back", scene -> reclaim(scene, true))
                .cpu("CPU 1: zaps the last page, frees the table, installs another one", scene -> {
                    scene.unmap(scene.base());
                    free(scene);
                    scene.install();
                })
                .afterEachStep(ReclaimScene::expectTableInUse)
                .atEnd(ReclaimScene::expectSound));
    }

    @Check(task = "5.3", points = 2, kind = RACE, rule = "MADV_DONTNEED meets a fault in the same table: the fault is served, and nothing is lost or left",
            requires = "reclaim_against_a_visitor", read = "handout 5, \"What the hidden checks look for\"")
    void dontneed_against_a_fault(Submission submission) {
        Race.expectNoneOnX86(BUDGET / 4, Scenario.named("madvise(MADV_DONTNEED) / store")
                .setUp(hook -> onCpu1(Table.with(hook, submission).pages(1)))
                .cpu("CPU 0: madvise(MADV_DONTNEED)", scene -> scene.machine().syscalls().madviseDontNeed(scene.mm(), scene.base(), PAGE_SIZE))
                .cpu("CPU 1: stores to the page beside it", scene -> scene.machine().core(1).store(scene.base() + PAGE_SIZE, 7))
                .atEnd(scene -> {
                    scene.story().expect("what is read at the page that was stored to", 7L, scene.machine().core(1).load(scene.base() + PAGE_SIZE));
                    scene.expectSound();
                }));
    }

    private static void free(ReclaimScene scene) {
        scene.reclaim().free_user_pte(scene.mm(), scene.slot(), scene.base());
        scene.endOfCall();
    }

    private static void reclaim(ReclaimScene scene, boolean switchBack) {
        scene.reclaim().try_to_free_user_pte(scene.mm(), scene.slot(), scene.base(), switchBack);
        scene.endOfCall();
    }

    private static ReclaimScene walked(ReclaimScene scene) {
        scene.machine().core(1).switchTo(scene.mm());
        return scene;
    }

    private static ReclaimScene onCpu1(ReclaimScene scene) {
        scene.machine().core(1).switchTo(scene.mm());
        scene.machine().core(1).load(scene.base());
        return scene;
    }
}
