package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.RACE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.scene.RefcountStories;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Operations on one table that meet: every interleaving is tried, or a budget spent. */
class RefcountRace {

    @Check(task = "1.5", points = 7, kind = RACE, guards = "I10", rule = "two last sharers that put at the same time: one drops its reference, the other keeps the table",
            requires = "the_last_put_with_reuse_falls_back", read = "handout 1, \"Picture\"")
    void last_put_against_last_put(Submission submission) {
        Race.expectNone(RefcountStories.lastPuts(() -> submission.create(CowPteRefcount.class)));
    }

    @Check(task = "1.5", points = 4, kind = RACE, rule = "of three sharers that put at the same time exactly one keeps the table",
            requires = "last_put_against_last_put", read = "handout 1, \"Picture\"")
    void three_puts_at_once(Submission submission) {
        Race.expectNone(RefcountStories.threePuts(() -> submission.create(CowPteRefcount.class)));
    }

    @Check(task = "1.1", points = 3, kind = RACE, rule = "two forks that get the same table at the same time both count, and each returns the count that it made",
            requires = "get_adds_one_reference", read = "handout 1, \"Picture\"")
    void get_against_get(Submission submission) {
        Race.expectNone(RefcountStories.gets(() -> submission.create(CowPteRefcount.class)));
    }

    @Check(task = "1.1", points = 4, kind = RACE, rule = "a get and a put of the same table at the same time both count",
            requires = {"get_adds_one_reference", "put_of_a_shared_table_drops_one_reference"}, read = "handout 1, \"Picture\"")
    void get_against_put(Submission submission) {
        Race.expectNone(RefcountStories.getAndPut(() -> submission.create(CowPteRefcount.class)));
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
}
