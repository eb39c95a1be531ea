package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.RACE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Operations on one table that meet: every interleaving is tried, or a budget spent. */
class RefcountRace {

    @Check(task = "1.5", points = 7, kind = RACE, guards = "I10", rule = "two last sharers that put at the same time: one drops its reference, the other keeps the table",
            requires = "the_last_put_with_reuse_falls_back", read = "handout 1, \"Picture\"")
    void last_put_against_last_put(Submission submission) {
        Race.expectNone(puts("last put / last put", submission, 2));
    }

    @Check(task = "1.5", points = 4, kind = RACE, rule = "of three sharers that put at the same time exactly one keeps the table",
            requires = "last_put_against_last_put", read = "handout 1, \"Picture\"")
    void three_puts_at_once(Submission submission) {
        Race.expectNone(puts("put / put / put", submission, 3));
    }

    @Check(task = "1.1", points = 3, kind = RACE, rule = "two forks that get the same table at the same time both count, and each returns the count that it made",
            requires = "get_adds_one_reference", read = "handout 1, \"Picture\"")
    void get_against_get(Submission submission) {
        Race.expectNone(Scenario.named("get / get")
                .setUp(hook -> newborns(Family.orphans(hook, 2, submission.create(CowPteRefcount.class))))
                .cpu("CPU 0: pmd_get_pte", family -> family.result(0, family.get(0, 2)))
                .cpu("CPU 1: pmd_get_pte", family -> family.result(1, family.get(1, 3)))
                .afterEachStep(Family::expectCounted)
                .atEnd(family -> {
                    family.story().expect("refcount", 4, family.table().refRead());
                    family.story().expect("the two returned counts together", 3 + 4, family.sumOfResults());
                    family.expectSound();
                }));
    }

    @Check(task = "1.1", points = 4, kind = RACE, rule = "a get and a put of the same table at the same time both count",
            requires = {"get_adds_one_reference", "put_of_a_shared_table_drops_one_reference"}, read = "handout 1, \"Picture\"")
    void get_against_put(Submission submission) {
        Race.expectNone(Scenario.named("get / put")
                .setUp(hook -> newborns(Family.orphans(hook, 2, submission.create(CowPteRefcount.class))))
                .cpu("CPU 0: pmd_get_pte", family -> family.get(0, 2))
                .cpu("CPU 1: pmd_put_pte", family -> family.result(1, family.put(1)))
                .afterEachStep(Family::expectCounted)
                .atEnd(family -> {
                    family.story().expect("pmd_put_pte", 0, family.sumOfResults());
                    family.story().expect("refcount", 2, family.table().refRead());
                    family.expectSound();
                }));
    }

    @Check(task = "1.4", points = 4, kind = RACE, rule = "the hardware sets the Accessed bit of the slot during a fallback: neither that bit nor RW gets lost",
            requires = "fallback_changes_one_bit", read = "handout 1, \"What the hidden checks look for\"")
    void fallback_against_a_page_walk(Submission submission) {
        Race.expectNone(Scenario.named("fallback / page walk")
                .setUp(hook -> Family.orphans(hook, 1, submission.create(CowPteRefcount.class)))
                .cpu("CPU 0: cow_pte_fallback", family -> family.kata().cow_pte_fallback(family.vma(0), family.slotOf(0), BASE))
                .cpu("CPU 1: page walk", family -> family.walkedBy(1, 0).load(BASE))
                .atEnd(family -> {
                    family.story().expect("slot accessed?", true, family.slotOf(0).get().isAccessed());
                    family.story().expect("slot writable?", true, family.slotOf(0).get().isWrite());
                    family.expectSound();
                }));
    }

    private static Scenario<Family> puts(String name, Submission submission, int sharers) {
        Scenario<Family> scenario = Scenario.named(name)
                .setUp(hook -> Family.orphans(hook, sharers, submission.create(CowPteRefcount.class)))
                .afterEachStep(Family::expectCounted)
                .atEnd(family -> {
                    family.story().expect("how many calls returned 1", 1, family.sumOfResults());
                    family.expectSound();
                });
        for (int i = 0; i < sharers; i++) {
            int member = i;
            scenario = scenario.cpu("CPU " + i + ": pmd_put_pte", family -> family.result(member, family.put(member)));
        }
        return scenario;
    }

    private static Family newborns(Family family) {
        family.newborn(0);
        family.newborn(0);
        return family;
    }
}
