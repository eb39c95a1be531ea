package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.Arrays;
import java.util.Map;

/** Breaking away, by one CPU alone. */
class BreakCheck {
    private static final long LAST_TABLE = MmStruct.TASK_SIZE - PMD_SIZE;

    @Check(task = "3.1", points = 5, kind = FUNCTIONAL, rule = "a break by a sharer that is not the owner returns 0 and leaves it a table of its own; the others keep theirs, and its owner",
            read = "handout 3, \"Picture\"")
    void a_sharer_that_breaks_gets_a_table_of_its_own(Submission submission) {
        Sharers sharers = Sharers.of(3, submission);
        Map<Long, Long> before = sharers.view(1);
        sharers.story().expect("break_cow_pte", 0, sharers.breakAway(1));
        sharers.story().expect("does mm#2 have a writable slot?", true, sharers.isPrivate(1));
        sharers.story().expect("does mm#2 name T still?", false, sharers.pmd(1).page().equals(sharers.table()));
        sharers.story().expect("refcount of T", 2, sharers.table().refRead());
        sharers.story().expect("owner of T", sharers.slot(0).address(), sharers.table().owner());
        sharers.expectSound();
        for (int member = 0; member < 3; member++) {
            sharers.expectView(member, before);
        }
    }

    @Check(task = "3.1", points = 4, kind = INVARIANT, rule = "who breaks pays for his copy: anybody else by RSS and nr_ptes, the owner net 0, leaving an orphan",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"Picture\"")
    void who_breaks_pays_for_the_copy(Submission submission) {
        for (int member = 0; member < 3; member++) {
            Sharers sharers = Sharers.ofPatchwork(3, submission, BASE);
            sharers.breakAway(member);
            sharers.expectSound();
            sharers.story().expect("nr_ptes of " + sharers.mm(member), 1L, sharers.mm(member).nrPtes());
            sharers.story().expect("owner of T", member == 0 ? 0L : sharers.slot(0).address(), sharers.table().owner());
        }
        Sharers orphans = Sharers.ofPatchwork(3, submission, BASE).leave(0);
        orphans.breakAway(1);
        orphans.expectSound();
        orphans.story().expect("owner of T, which had none", 0L, orphans.table().owner());
    }

    @Check(task = "3.1", points = 4, kind = FUNCTIONAL, rule = "the last one that names a table takes it back: the result is 1",
            read = "handout 3, \"Picture\"")
    void the_last_one_takes_the_table_back(Submission submission) {
        for (int leaver = 0; leaver < 2; leaver++) {
            Sharers sharers = Sharers.ofPatchwork(2, submission, BASE).leave(leaver);
            int last = 1 - leaver;
            sharers.story().expect("break_cow_pte", 1, sharers.breakAway(last));
            sharers.story().expect("does " + sharers.mm(last) + " have T?", sharers.table(), sharers.pmd(last).page());
            sharers.story().expect("is its slot writable?", true, sharers.isPrivate(last));
            sharers.expectSound();
        }
    }

    @Check(task = "3.1", points = 3, kind = INVARIANT, rule = "a break copies all 512 entries, each by its own VMA, whatever address of the 2 MiB it is called with",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"What you are given\"")
    void a_break_copies_the_whole_table(Submission submission) {
        for (long base : new long[] {BASE, LAST_TABLE}) {
            for (long offset : new long[] {0, 3 * PAGE_SIZE + 0x123, PMD_SIZE - 1}) {
                Sharers sharers = Sharers.ofPatchwork(2, submission, base);
                Map<Long, Long> before = sharers.view(0);
                long[] entries = sharers.entries(sharers.table());
                sharers.breakAway(1, base + offset);
                sharers.expectView(0, before);
                sharers.expectView(1, before);
                long[] copied = sharers.entries(sharers.pmd(1).page());
                for (int i = 0; i < entries.length; i++) {
                    sharers.story().expect("pte[" + i + "] of the copy, but for RW", entries[i] & ~_PAGE_RW, copied[i] & ~_PAGE_RW);
                }
                sharers.expectSound();
            }
        }
    }

    @Check(task = "3.1", points = 3, kind = INVARIANT, guards = "I18", rule = "after a break entries of private mappings are read-only in both tables, entries of shared mappings keep their rights",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"What you are given\"")
    void private_entries_are_read_only_in_both_tables(Submission submission) {
        Sharers sharers = Sharers.ofPatchwork(2, submission, BASE);
        sharers.breakAway(1);
        for (Page each : new Page[] {sharers.table(), sharers.pmd(1).page()}) {
            long[] words = sharers.entries(each);
            String name = each.equals(sharers.table()) ? "T" : "the copy";
            for (int i : Patchwork.PRIVATE_WRITABLE) {
                sharers.story().expect("pte[" + i + "] of " + name + " writable?", false, (words[i] & _PAGE_RW) != 0);
            }
            for (int i : Patchwork.SHARED) {
                sharers.story().expect("pte[" + i + "] of " + name + ", of shared memory, writable?", true, (words[i] & _PAGE_RW) != 0);
            }
        }
        sharers.story().expect("break_cow_pte of the owner", 1, sharers.breakAway(0));
        sharers.expectSound();
    }

    @Check(task = "3.1", points = 4, kind = INVARIANT, guards = "I28", rule = "a break whose allocation fails returns -12 and has changed nothing",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"The cleared PMD\"")
    void a_break_without_memory_changes_nothing(Submission submission) {
        for (int member = 0; member < 2; member++) {
            Sharers sharers = Sharers.ofPatchwork(2, submission, BASE);
            long[] entries = sharers.entries(sharers.table());
            long word = sharers.pmd(member).word();
            int breaker = member;
            int result = sharers.withoutMemory(() -> sharers.breakAway(breaker));
            sharers.story().expect("break_cow_pte without memory", -Errno.ENOMEM, result);
            sharers.story().expectWord("slot", word, sharers.pmd(member).word());
            sharers.story().expect("are all entries of T what they were?", true, Arrays.equals(entries, sharers.entries(sharers.table())));
            sharers.story().expect("refcount of T", 2, sharers.table().refRead());
            sharers.story().expect("owner of T", sharers.slot(0).address(), sharers.table().owner());
            sharers.expectSound();
            sharers.story().expect("break_cow_pte with memory again", 0, sharers.breakAway(member));
        }
    }

    @Check(task = "3.1", points = 2, kind = FUNCTIONAL, rule = "a break that comes too late returns 1 if the slot's table is private already, 0 if the slot is none, and touches neither",
            read = "handout 3, \"What came back\"")
    void a_break_that_comes_too_late_touches_nothing(Submission submission) {
        Sharers sharers = Sharers.of(1, submission);
        long word = sharers.pmd(0).word();
        sharers.story().expect("break_cow_pte of a PRIVATE table", 1, sharers.breakAway(0));
        sharers.story().expectWord("slot", word, sharers.pmd(0).word());
        sharers.expectSound();
        Sharers gone = Sharers.of(2, submission).leave(1);
        gone.story().expect("break_cow_pte of a slot that is none", 0, gone.breakAway(1));
        gone.story().expectWord("slot", 0L, gone.pmd(1).word());
        gone.expectSound();
    }

    @Check(task = "3.1", points = 3, kind = INVARIANT, rule = "after a break no CPU that runs the address space has anything of the 2 MiB cached",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"The flush\"")
    void a_break_flushes_all_that_the_table_maps(Submission submission) {
        for (int member = 0; member < 2; member++) {
            Sharers sharers = Sharers.ofPatchwork(2, submission, BASE);
            long far = BASE + Patchwork.LAST * PAGE_SIZE;
            sharers.onCpu(0, member, BASE, far).onCpu(1, member, BASE, far);
            sharers.breakAway(member);
            sharers.expectFlushed(0, 1);
        }
    }
}
