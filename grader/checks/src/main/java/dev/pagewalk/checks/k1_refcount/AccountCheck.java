package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.RssKind.MM_ANONPAGES;
import static dev.pagewalk.core.mm.RssKind.MM_FILEPAGES;
import static dev.pagewalk.core.mm.RssKind.MM_SHMEMPAGES;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Who is charged for what: cow_pte_rss and cow_pte_fallback. */
class AccountCheck {
    private static final long IGNORED_BY_HARDWARE = 1L << 58;

    @Check(task = "1.3", points = 5, kind = FUNCTIONAL, rule = "cow_pte_rss counts each present normal page as its own kind, up with inc and down without",
            read = "handout 1, \"Tasks and points\"")
    void rss_counts_each_page_as_its_kind(Submission submission) {
        Mixture mixture = new Mixture();
        charge(submission, mixture, mixture.first, BASE, BASE + PMD_SIZE, false);
        mixture.story.tell("after taking the whole charge back");
        expectRss(mixture, 0, 0, 0);
        charge(submission, mixture, mixture.first, BASE, BASE + PMD_SIZE, true);
        mixture.story.tell("after charging again");
        expectRss(mixture, 3, 1, 2);
        mixture.story.expect("nr_ptes", 1L, mixture.mm.nrPtes());
    }

    @Check(task = "1.3", points = 3, kind = FUNCTIONAL, rule = "cow_pte_rss counts the pages of its range, no more and no less",
            read = "handout 1, \"Tasks and points\"")
    void rss_counts_its_range_only(Submission submission) {
        Mixture mixture = new Mixture();
        charge(submission, mixture, mixture.first, BASE, BASE + PAGE_SIZE, true);
        mixture.story.tell("after charging page 0 again");
        expectRss(mixture, 4, 1, 2);
        charge(submission, mixture, mixture.first, BASE + PAGE_SIZE, BASE + 2 * PAGE_SIZE, true);
        mixture.story.tell("after charging page 1 again");
        expectRss(mixture, 4, 2, 2);
        charge(submission, mixture, mixture.first, BASE + 16 * PAGE_SIZE, BASE + 17 * PAGE_SIZE, false);
        mixture.story.tell("after taking back page 16");
        expectRss(mixture, 4, 2, 1);
        charge(submission, mixture, mixture.first, BASE + PMD_SIZE - PAGE_SIZE, BASE + PMD_SIZE, false);
        mixture.story.tell("after taking back the last page");
        expectRss(mixture, 3, 2, 1);
    }

    @Check(task = "1.3", points = 5, kind = FUNCTIONAL, rule = "in a table that serves several VMAs each entry is judged by its own VMA, and holes do not count",
            read = "handout 1, \"Picture\"")
    void each_entry_is_judged_by_its_own_vma(Submission submission) {
        Mixture mixture = new Mixture();
        charge(submission, mixture, mixture.device, BASE, BASE + PMD_SIZE, false);
        mixture.story.tell("taken back through the VM_PFNMAP area");
        expectRss(mixture, 0, 0, 0);
    }

    @Check(task = "1.3", points = 2, kind = FUNCTIONAL, rule = "cow_pte_rss works on a slot that is a copy, and charges the mm that it is told",
            read = "handout 1, \"What you are given\"")
    void rss_works_through_a_copy(Submission submission) {
        Mixture mixture = new Mixture();
        PmdPtr copy = PmdPtr.copyOf(mixture.slot.get());
        submission.create(CowPteRefcount.class).cow_pte_rss(mixture.mm, mixture.first, copy, BASE, BASE + PMD_SIZE, false);
        mixture.story.tell("after taking the whole charge back");
        expectRss(mixture, 0, 0, 0);
    }

    @Check(task = "1.4", points = 6, kind = INVARIANT, rule = "falling back from LAST_ORPHAN charges the table and all its pages to the slot's mm",
            read = "handout 1, \"Picture\"")
    void fallback_of_an_orphan_is_paid_for(Submission submission) {
        Mixture mixture = new Mixture();
        MmStruct child = mixture.orphan();
        PmdPtr slot = mixture.scene.slot(child, BASE);
        submission.create(CowPteRefcount.class).cow_pte_fallback(Family.vmaAt(child, BASE), slot, BASE + 0x1234);
        mixture.story.tell(child + " cow_pte_fallback, LAST_ORPHAN");
        mixture.story.expectSound(mixture.scene.invariants());
        mixture.story.expect("nr_ptes of " + child, 1L, child.nrPtes());
        mixture.story.expect("slot writable?", true, slot.get().isWrite());
    }

    @Check(task = "1.4", points = 4, kind = INVARIANT, rule = "falling back from LAST_OWNED moves no charge, and leaves no owner",
            read = "handout 1, \"Picture\"")
    void fallback_of_the_owner_moves_no_charge(Submission submission) {
        Mixture mixture = new Mixture();
        MmStruct child = mixture.scene.fork(mixture.mm, BASE);
        mixture.scene.leave(child, BASE);
        submission.create(CowPteRefcount.class).cow_pte_fallback(mixture.first, mixture.slot, BASE);
        mixture.story.tell(mixture.mm + " cow_pte_fallback, LAST_OWNED");
        expectRss(mixture, 3, 1, 2);
        mixture.story.expect("owner", 0L, mixture.slot.get().page().owner());
        mixture.story.expectSound(mixture.scene.invariants());
    }

    @Check(task = "1.4", points = 3, kind = FUNCTIONAL, rule = "falling back sets the slot's RW bit: every other bit of it and every entry below stay",
            read = "handout 1, \"What the hidden checks look for\"")
    void fallback_changes_one_bit(Submission submission) {
        Mixture mixture = new Mixture();
        MmStruct child = mixture.orphan();
        PmdPtr slot = mixture.scene.slot(child, BASE);
        long word = slot.get().word() | _PAGE_ACCESSED | IGNORED_BY_HARDWARE;
        mixture.scene.machine().memory().poke(slot.address(), word);
        long[] entries = mixture.entries();
        submission.create(CowPteRefcount.class).cow_pte_fallback(Family.vmaAt(child, BASE), slot, BASE);
        mixture.story.expectWord("slot", word | 2, slot.get().word());
        long[] now = mixture.entries();
        for (int i = 0; i < now.length; i++) {
            mixture.story.expectWord("pte[" + i + "]", entries[i], now[i]);
        }
        mixture.story.expect("refcount", 1, slot.get().page().refRead());
    }

    @Check(task = "1.4", points = 2, kind = INVARIANT, rule = "falling back works through any VMA and any address of the table, also in the last 2 MiB of user addresses",
            requires = "fallback_of_an_orphan_is_paid_for", read = "handout 1, \"Tasks and points\"")
    void fallback_works_at_the_last_table(Submission submission) {
        Mixture mixture = new Mixture(MmStruct.TASK_SIZE - PMD_SIZE);
        MmStruct child = mixture.orphan();
        PmdPtr slot = mixture.scene.slot(child, mixture.base);
        long last = MmStruct.TASK_SIZE - 1;
        submission.create(CowPteRefcount.class).cow_pte_fallback(Family.vmaAt(child, last), slot, last);
        mixture.story.tell(child + " cow_pte_fallback at 0x" + Long.toHexString(last));
        mixture.story.expectSound(mixture.scene.invariants());
    }

    private static void charge(Submission submission, Mixture mixture, Vma vma, long addr, long end, boolean inc) {
        submission.create(CowPteRefcount.class).cow_pte_rss(mixture.mm, vma, mixture.slot, addr, end, inc);
    }

    private static void expectRss(Mixture mixture, long anon, long file, long shmem) {
        mixture.story.expect("MM_ANONPAGES", anon, mixture.mm.rss(MM_ANONPAGES));
        mixture.story.expect("MM_FILEPAGES", file, mixture.mm.rss(MM_FILEPAGES));
        mixture.story.expect("MM_SHMEMPAGES", shmem, mixture.mm.rss(MM_SHMEMPAGES));
    }
}
