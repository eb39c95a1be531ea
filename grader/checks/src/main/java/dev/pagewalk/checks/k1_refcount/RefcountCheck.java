package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Counting, owning and putting, one method at a time. */
class RefcountCheck {

    @Check(task = "1.1", points = 4, kind = FUNCTIONAL, rule = "cow_pte_count is the number of PMD slots that name the table",
            read = "handout 1, \"Picture\"")
    void count_is_the_number_of_slots(Submission submission) {
        CowPteRefcount kata = submission.create(CowPteRefcount.class);
        for (int size = 1; size <= 3; size++) {
            Family family = Family.of(size, kata);
            family.story().expect("cow_pte_count", size, kata.cow_pte_count(family.slotOf(size - 1)));
            family.story().expect("cow_pte_count of a copy", size, kata.cow_pte_count(PmdPtr.copyOf(family.slotOf(0).get())));
            family.expectSound();
        }
    }

    @Check(task = "1.1", points = 4, kind = FUNCTIONAL, rule = "pmd_get_pte adds one reference and returns the new count",
            read = "handout 1, \"Tasks and points\"")
    void get_adds_one_reference(Submission submission) {
        Family family = Family.of(1, submission.create(CowPteRefcount.class));
        for (int count = 2; count <= 4; count++) {
            int returned = family.get(0, family.newborn(0));
            family.story().expect("refcount after pmd_get_pte", count, family.table().refRead());
            family.story().expect("pmd_get_pte", count, returned);
        }
    }

    @Check(task = "1.2", points = 4, kind = FUNCTIONAL, rule = "an owner is a PMD slot, known by its address",
            read = "handout 1, \"Picture\"")
    void an_owner_is_known_by_its_address(Submission submission) {
        CowPteRefcount kata = submission.create(CowPteRefcount.class);
        Family family = Family.of(2, kata);
        PmdPtr sameSlot = family.scene().slot(family.mm(0), BASE);
        family.story().expect("is the owner's slot, in another PmdPtr, the owner?", true, kata.cow_pte_owner_is_same(family.slotOf(0), sameSlot));
        family.story().expect("asked through a sharer's slot: is it?", true, kata.cow_pte_owner_is_same(family.slotOf(1), sameSlot));
        family.story().expect("is the other sharer's slot the owner?", false, kata.cow_pte_owner_is_same(family.slotOf(0), family.slotOf(1)));
        family.story().expect("has it no owner?", false, kata.cow_pte_owner_is_same(family.slotOf(0), null));
    }

    @Check(task = "1.2", points = 4, kind = FUNCTIONAL, rule = "set_cow_pte_owner remembers the slot's address, null means none, and nothing else changes",
            read = "handout 1, \"Tasks and points\"")
    void setting_an_owner_changes_nothing_else(Submission submission) {
        CowPteRefcount kata = submission.create(CowPteRefcount.class);
        Family family = Family.of(2, kata);
        kata.set_cow_pte_owner(family.slotOf(0), family.slotOf(1));
        family.story().expect("owner", family.slotOf(1).address(), family.table().owner());
        kata.set_cow_pte_owner(family.slotOf(0), null);
        family.story().expect("owner after set_cow_pte_owner(pmd, null)", 0L, family.table().owner());
        family.story().expect("has it no owner?", true, kata.cow_pte_owner_is_same(family.slotOf(1), null));
        family.story().expect("refcount", 2, family.table().refRead());
        family.story().expect("RSS of mm#1", 2L, family.rss(0));
        family.story().expect("nr_ptes of mm#1", 1L, family.mm(0).nrPtes());
    }

    @Check(task = "1.5", points = 5, kind = FUNCTIONAL, guards = "I10", rule = "pmd_put_pte of a shared table drops one reference, returns 0 and touches nothing else",
            read = "handout 1, \"Tasks and points\"")
    void put_of_a_shared_table_drops_one_reference(Submission submission) {
        for (boolean reuse : new boolean[] {true, false}) {
            CowPteRefcount kata = submission.create(CowPteRefcount.class);
            Family family = Family.of(3, kata);
            long owner = family.table().owner();
            PmdPtr slot = reuse ? family.slotOf(1) : PmdPtr.copyOf(family.slotOf(1).get());
            int returned = kata.pmd_put_pte(family.vma(1), slot, BASE, reuse);
            family.story().tell("pmd_put_pte(reuse=" + reuse + ") at refcount 3");
            family.story().expect("refcount", 2, family.table().refRead());
            family.story().expect("pmd_put_pte", 0, returned);
            family.story().expect("owner", owner, family.table().owner());
            family.story().expect("slot writable?", false, family.slotOf(1).get().isWrite());
        }
    }

    @Check(task = "1.5", points = 5, kind = FUNCTIONAL, guards = "I10", rule = "pmd_put_pte of the last reference with reuse falls back, returns 1, and the refcount stays 1",
            read = "handout 1, \"Tasks and points\"")
    void the_last_put_with_reuse_falls_back(Submission submission) {
        Family family = Family.orphans(1, submission.create(CowPteRefcount.class));
        int returned = family.put(0);
        family.story().expect("refcount", 1, family.table().refRead());
        family.story().expect("pmd_put_pte", 1, returned);
        family.story().expect("slot writable?", true, family.slotOf(0).get().isWrite());
        family.expectSound();
    }

    @Check(task = "1.5", points = 4, kind = FUNCTIONAL, guards = "I10", rule = "pmd_put_pte of the last reference without reuse changes nothing and returns 0",
            read = "handout 1, \"Tasks and points\"")
    void the_last_put_without_reuse_changes_nothing(Submission submission) {
        CowPteRefcount kata = submission.create(CowPteRefcount.class);
        Family family = Family.orphans(1, kata);
        long before = family.slotOf(0).get().word();
        int returned = kata.pmd_put_pte(family.vma(0), family.slotOf(0), BASE, false);
        family.story().tell("pmd_put_pte(reuse=false) at refcount 1");
        family.story().expect("refcount", 1, family.table().refRead());
        family.story().expect("pmd_put_pte", 0, returned);
        family.story().expectWord("slot", before, family.slotOf(0).get().word());
        family.story().expect("RSS of " + family.mm(0), 0L, family.rss(0));
    }

    @Check(task = "1.5", points = 3, kind = FUNCTIONAL, rule = "pmd_put_pte takes no lock: its callers hold the table's lock already",
            requires = "the_last_put_with_reuse_falls_back", read = "handout 1, \"What you are given\"")
    void put_works_under_the_tables_lock(Submission submission) {
        Family family = Family.orphans(2, submission.create(CowPteRefcount.class));
        for (int member = 0; member < 2; member++) {
            family.table().lock().lock();
            family.story().tell("the table's lock is taken");
            family.put(member);
            family.story().expect("table's lock still held?", true, family.table().lock().isHeld());
            family.table().lock().unlock();
        }
    }
}
