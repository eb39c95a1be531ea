package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.Arrays;
import java.util.Map;

/** Letting go of a table, by one CPU alone. */
class ZapCheck {

    @Check(task = "3.2", points = 4, kind = FUNCTIONAL, rule = "a sharer that zaps returns 0, its slot is none, T has one reference less, and no entry of T is touched",
            read = "handout 3, \"Picture\"")
    void a_sharer_that_zaps_lets_go_of_the_table(Submission submission) {
        for (long offset : new long[] {0, PMD_SIZE - 1}) {
            Sharers sharers = Sharers.of(3, submission);
            Map<Long, Long> before = sharers.view(0);
            long[] entries = sharers.entries(sharers.table());
            sharers.story().expect("zap_cow_pte", 0, sharers.zap(1, BASE + offset));
            sharers.story().expectWord("slot", 0L, sharers.pmd(1).word());
            sharers.story().expect("refcount of T", 2, sharers.table().refRead());
            sharers.story().expect("are all entries of T what they were?", true, Arrays.equals(entries, sharers.entries(sharers.table())));
            sharers.expectSound();
            sharers.expectView(0, before);
            sharers.expectView(2, before);
        }
    }

    @Check(task = "3.2", points = 3, kind = INVARIANT, rule = "the owner that zaps gives back its charge and leaves an orphan; nobody else's charge or ownership moves",
            requires = "a_sharer_that_zaps_lets_go_of_the_table", read = "handout 3, \"Picture\"")
    void the_owner_that_zaps_gives_back_its_charge(Submission submission) {
        for (int member = 0; member < 3; member++) {
            Sharers sharers = Sharers.ofPatchwork(3, submission, BASE);
            sharers.zap(member);
            sharers.story().expect("owner of T", member == 0 ? 0L : sharers.slot(0).address(), sharers.table().owner());
            sharers.story().expect("nr_ptes of mm#1", member == 0 ? 0L : 1L, sharers.mm(0).nrPtes());
            sharers.expectSound();
        }
    }

    @Check(task = "3.2", points = 4, kind = FUNCTIONAL, rule = "the last sharer that zaps takes the table back and returns 1: the caller has to empty it",
            read = "handout 3, \"The last sharer\"")
    void the_last_sharer_that_zaps_keeps_a_full_table(Submission submission) {
        for (int leaver = 0; leaver < 2; leaver++) {
            Sharers sharers = Sharers.ofPatchwork(2, submission, BASE).leave(leaver);
            int last = 1 - leaver;
            Map<Long, Long> before = sharers.view(last);
            sharers.story().expect("zap_cow_pte", 1, sharers.zap(last));
            sharers.story().expect("does " + sharers.mm(last) + " have a writable slot?", true, sharers.isPrivate(last));
            sharers.story().expect("refcount of T", 1, sharers.table().refRead());
            sharers.expectView(last, before);
            sharers.expectSound();
        }
    }

    @Check(task = "3.2", points = 3, kind = INVARIANT, rule = "after a zap no CPU that runs the address space has anything of the 2 MiB cached",
            requires = "a_sharer_that_zaps_lets_go_of_the_table", read = "handout 3, \"The flush\"")
    void a_zap_flushes_all_that_the_table_maps(Submission submission) {
        for (int member = 0; member < 2; member++) {
            Sharers sharers = Sharers.ofPatchwork(2, submission, BASE);
            long far = BASE + Patchwork.LAST * PAGE_SIZE;
            sharers.onCpu(0, member, BASE, far).onCpu(1, member, BASE, far);
            sharers.zap(member);
            sharers.expectFlushed(0, 1);
        }
    }

    @Check(task = "3.2", points = 2, kind = FUNCTIONAL, rule = "a zap that comes too late returns 1 if the slot's table is private already, 0 if the slot is none, and touches neither",
            read = "handout 3, \"What came back\"")
    void a_zap_that_comes_too_late_touches_nothing(Submission submission) {
        Sharers sharers = Sharers.of(1, submission);
        long word = sharers.pmd(0).word();
        sharers.story().expect("zap_cow_pte of a PRIVATE table", 1, sharers.zap(0));
        sharers.story().expectWord("slot", word, sharers.pmd(0).word());
        sharers.expectSound();
        Sharers gone = Sharers.of(2, submission).leave(1);
        gone.story().expect("zap_cow_pte of a slot that is none", 0, gone.zap(1));
        gone.story().expectWord("slot", 0L, gone.pmd(1).word());
        gone.expectSound();
    }

    @Check(task = "3.2", points = 2, kind = INVARIANT, rule = "letting go works without memory, and at the end of user addresses",
            requires = "a_sharer_that_zaps_lets_go_of_the_table", read = "handout 3, \"The last sharer\"")
    void a_zap_needs_no_memory(Submission submission) {
        Sharers sharers = Sharers.ofPatchwork(3, submission, MmStruct.TASK_SIZE - PMD_SIZE);
        for (int member = 0; member < 3; member++) {
            int leaver = member;
            int result = sharers.withoutMemory(() -> sharers.zap(leaver, MmStruct.TASK_SIZE - 1));
            boolean kept = sharers.pmd(member).isTable();
            sharers.story().expect("zap_cow_pte", kept ? 1 : 0, result);
        }
        sharers.story().expect("refcount of T", 1, sharers.table().refRead());
    }
}
