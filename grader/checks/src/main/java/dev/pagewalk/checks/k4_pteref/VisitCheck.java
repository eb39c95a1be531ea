package dev.pagewalk.checks.k4_pteref;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_get;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
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
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** One visit after the other: pte_tryget, __pte_put, pte_put. */
class VisitCheck {

    @Check(task = "4.2", points = 4, kind = FUNCTIONAL, rule = "pte_tryget takes one reference, on the table that the slot names, in both modes",
            requires = "a_new_table_is_held_by_nobody", read = "handout 4, \"Picture\"")
    void tryget_takes_one_reference(Submission submission) {
        for (boolean atomic : new boolean[] {false, true}) {
            ReclaimScene scene = Table.of(submission).pages(2);
            PercpuRef ref = (atomic ? scene.atomic() : scene).ref();
            for (long addr : new long[] {scene.base(), scene.base() + 0x1234, scene.base() + PMD_SIZE - 1}) {
                tryget(scene, addr, true);
            }
            scene.story().expect("pte_ref", 2L + 3, ref.total());
            scene.story().expect("percpu mode?", !atomic, ref.isPercpuMode());
        }
    }

    @Check(task = "4.2", points = 5, kind = FUNCTIONAL, rule = "pte_tryget fails on a slot that names no PTE table: none, a leaf, a swap entry",
            requires = "a_new_table_is_held_by_nobody", read = "handout 4, \"Tasks and points\"")
    void tryget_fails_where_no_table_is(Submission submission) {
        ReclaimScene scene = Table.of(submission);
        PercpuRef ref = scene.ref();
        scene.withoutTable(name -> tryget(scene, scene.base(), false));
        scene.story().expect("pte_ref of the table that was there", 0L, ref.total());
        scene.expectSound();
    }

    @Check(task = "4.2", points = 4, kind = INVARIANT, rule = "final zero: pte_tryget takes no reference any more",
            requires = "tryget_takes_one_reference", read = "handout 4, \"Picture\"")
    void final_zero_is_final(Submission submission) {
        ReclaimScene scene = Table.of(submission).atomic();
        PercpuRef ref = scene.ref();
        tryget(scene, scene.base() + PAGE_SIZE, false);
        scene.story().expect("pte_ref", 0L, ref.total());
    }

    @Check(task = "4.2", points = 5, kind = INVARIANT, rule = "whoever meets a table at final zero helps to free it: nobody else may come",
            requires = "final_zero_is_final", read = "handout 4, \"Sources\"")
    void whoever_meets_final_zero_helps_to_free(Submission submission) {
        ReclaimScene scene = Table.of(submission).atomic();
        tryget(scene, scene.base() + 3 * PAGE_SIZE + 8, false);
        scene.story().expect("slot none?", true, scene.slot().get().isNone());
        scene.story().expect("nr_ptes", 0L, scene.mm().nrPtes());
        scene.expectSound();
    }

    @Check(task = "4.2", points = 4, kind = INVARIANT, rule = "the help comes outside of RCU, without locks, and for the first address of the 2 MiB",
            requires = "whoever_meets_final_zero_helps_to_free", read = "handout 4, \"What you are given\"")
    void the_help_comes_outside_of_rcu(Submission submission) {
        Probe probe = new Probe(submission.reference(FreeUserPte.class));
        ReclaimScene scene = ReclaimScene.of(submission.create(PteRef.class), probe).atomic();
        tryget(scene, scene.base() + PMD_SIZE - PAGE_SIZE, false);
        scene.story().expect("free_user_pte for", "0x" + Long.toHexString(scene.base()), "0x" + Long.toHexString(probe.addr));
    }

    @Check(task = "4.2", points = 3, kind = INVARIANT, rule = "pte_tryget closes its RCU section whatever happened, and keeps no lock",
            requires = "a_new_table_is_held_by_nobody", read = "handout 4, \"What the hidden checks look for\"")
    void every_section_is_closed(Submission submission) {
        ReclaimScene live = Table.of(submission).pages(1);
        tryget(live, live.base(), true);
        live.endOfCall();
        live.withoutTable(name -> {
            tryget(live, live.base(), false);
            live.endOfCall();
        });
        ReclaimScene dead = Table.of(submission).atomic();
        tryget(dead, dead.base(), false);
        dead.endOfCall();
    }

    @Check(task = "4.3", points = 4, kind = FUNCTIONAL, rule = "a put drops one reference, on whatever CPU, in both modes",
            requires = "tryget_takes_one_reference", read = "handout 4, \"Tasks and points\"")
    void a_put_drops_one_reference(Submission submission) {
        for (boolean atomic : new boolean[] {false, true}) {
            ReclaimScene scene = Table.of(submission).pages(1);
            PercpuRef ref = (atomic ? scene.atomic() : scene).ref();
            PteRef refs = submission.create(PteRef.class);
            tryget(scene, scene.base(), true);
            tryget(scene, scene.base(), true);
            scene.machine().on(1);
            refs.__pte_put(scene.table());
            scene.story().tell("__pte_put on CPU 1");
            scene.story().expect("pte_ref", 1L + 1, ref.total());
            refs.pte_put(scene.entry(scene.base() + 5 * PAGE_SIZE));
            scene.story().tell("pte_put");
            scene.story().expect("pte_ref", 1L, ref.total());
        }
    }

    @Check(task = "4.3", points = 5, kind = FUNCTIONAL, rule = "pte_put drops the reference of the table that the entry lies in, whatever the entry became",
            requires = "a_put_drops_one_reference", read = "handout 4, \"Sources\"")
    void a_put_does_not_ask_the_entry(Submission submission) {
        ReclaimScene scene = Table.of(submission).pages(1);
        PteRef refs = submission.create(PteRef.class);
        Page elsewhere = scene.machine().alloc();
        PtePtr place = scene.entry(scene.base() + PAGE_SIZE);
        Pte[] became = {
            Pte.NONE, scene.machine().swap().swapped(1), new Pte(elsewhere.address() | 1), new Pte(elsewhere.address() | 0x81)
        };
        for (Pte pte : became) {
            tryget(scene, scene.base() + PAGE_SIZE, true);
            place.set(pte);
            scene.story().tell("pte[1] becomes " + pte + ", pte_put of its place");
            refs.pte_put(place);
            scene.story().expect("pte_ref", 1L, scene.ref().total());
        }
    }

    @Check(task = "4.3", points = 3, kind = FUNCTIONAL, rule = "pte_put does not look at the slot: another table may be there by now",
            requires = "a_put_drops_one_reference", read = "handout 4, \"Sources\"")
    void a_put_does_not_ask_the_slot(Submission submission) {
        ReclaimScene scene = Table.of(submission).pages(1);
        PtePtr place = scene.entry(scene.base());
        PercpuRef old = scene.ref();
        tryget(scene, scene.base(), true);
        Pgtable.pmd_clear(scene.slot());
        scene.install();
        scene.story().tell("the slot names another table, pte_put of an entry of the first one");
        submission.create(PteRef.class).pte_put(place);
        scene.story().expect("pte_ref of the table that was visited", 1L, old.total());
        scene.story().expect("pte_ref of the table in the slot", 0L, scene.ref().total());
    }

    @Check(task = "4.3", points = 2, kind = FUNCTIONAL, rule = "the place of a huge page lies in no PTE table: pte_put has nothing to drop",
            requires = "a_put_drops_one_reference", read = "handout 4, \"Sources\"")
    void a_huge_page_has_no_pte_ref(Submission submission) {
        ReclaimScene scene = Table.of(submission).pages(1);
        PteRef refs = submission.create(PteRef.class);
        PtePtr huge = PtePtr.ofHuge(scene.slot());
        scene.withoutTable(name -> refs.pte_put(huge));
        refs.pte_put(huge);
        scene.story().tell("pte_put of the place of a huge page that was split meanwhile");
        scene.story().expect("pte_ref", 1L, scene.ref().total());
    }

    @Check(task = "4.3", points = 3, kind = INVARIANT, rule = "a put never blocks: its caller may hold a spinlock, and it may be the last one",
            requires = "a_put_drops_one_reference", read = "handout 4, \"What you are given\"")
    void the_last_put_may_come_under_a_lock(Submission submission) {
        ReclaimScene scene = Table.of(submission);
        PercpuRef ref = scene.ref();
        tryget(scene, scene.base(), true);
        percpu_ref_get(ref);
        scene.atomic();
        percpu_ref_put(ref);
        Page table = scene.table();
        PtePtr place = scene.entry(scene.base());
        table.lock().lock();
        scene.story().tell("pte_put with the table's lock held");
        submission.create(PteRef.class).pte_put(place);
        scene.story().expect("pte_ref", 0L, ref.total());
        table.lock().unlock();
        scene.endOfCall();
    }

    private static void tryget(ReclaimScene scene, long addr, boolean expected) {
        boolean got = scene.refs().pte_tryget(scene.mm(), scene.slot(), addr);
        scene.story().tell("pte_tryget at 0x" + Long.toHexString(addr) + " = " + got);
        scene.story().expect("pte_tryget", expected, got);
    }

    /** Looks at how it is called, and has the real one do it. */
    private static final class Probe implements FreeUserPte {
        private final FreeUserPte real;
        private long addr;

        Probe(FreeUserPte real) {
            this.real = real;
        }

        @Override
        public void free_user_pte(MmStruct mm, PmdPtr pmd, long start) {
            mm.platform().lockdep().mightSleep("free_user_pte");
            addr = start;
            real.free_user_pte(mm, pmd, start);
        }

        @Override
        public void try_to_free_user_pte(MmStruct mm, PmdPtr pmd, long start, boolean switch_back) {
            real.try_to_free_user_pte(mm, pmd, start, switch_back);
        }

        @Override
        public void pte_free_debug(Pmd pmd) {
            real.pte_free_debug(pmd);
        }

        @Override
        public void pte_free_rcu(Page page) {
            real.pte_free_rcu(page);
        }
    }
}
