package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.checks.support.Story;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.kernel.Pgalloc;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The end of a table: pte_free_debug, pte_free_rcu. */
class EndCheck {
    private static final Map<String, Long> WORDS = new TreeMap<>(
            Map.of("a page", 0x5007L, "a swap entry", 0xb400L, "a page that is not accessible", 0x5000L | 1L << 63));

    @Check(task = "5.1", points = 3, kind = FUNCTIONAL, rule = "pte_free_debug finds every entry that is not none, in whatever place, present or not",
            read = "handout 5, \"Tasks and points\"")
    void debug_finds_every_entry(Submission submission) {
        FreeUserPte kata = submission.create(FreeUserPte.class);
        Scene scene = Scene.empty();
        Pmd pmd = Pmd.ofTable(scene.machine().alloc());
        WORDS.forEach((name, word) -> {
            for (int i = 0; i < PTRS_PER_PTE; i++) {
                long place = pmd.page().address() + 8L * i;
                scene.machine().memory().poke(place, word);
                if (!throwsAt(kata, pmd)) {
                    throw new Story().fail("an exception for pte[" + i + "], " + name + ", 0x" + Long.toHexString(word), "none");
                }
                scene.machine().memory().poke(place, 0);
            }
        });
    }

    @Check(task = "5.1", points = 1, kind = FUNCTIONAL, rule = "pte_free_debug has nothing to say about an empty table",
            read = "handout 5, \"Tasks and points\"")
    void debug_is_silent_about_an_empty_table(Submission submission) {
        Scene scene = Scene.empty();
        Pmd pmd = Pmd.ofTable(scene.machine().alloc());
        submission.create(FreeUserPte.class).pte_free_debug(pmd);
        new Story().expect("refcount of the table", 1, pmd.page().refRead());
    }

    @Check(task = "5.1", points = 4, kind = INVARIANT, rule = "pte_free_rcu ends what began: the dtor while it is still a table, then free_table",
            read = "handout 5, \"Picture\"")
    void the_dtor_comes_before_free_table(Submission submission) {
        ReclaimScene scene = ReclaimScene.of(new Watched(submission.reference(PteRef.class)), submission.create(FreeUserPte.class));
        MmStruct mm = scene.mm();
        Page table = Pgalloc.pte_alloc_one(mm);
        long tables = scene.machine().platform().vmstat().nrPagetable();
        long frames = scene.machine().allocator().framesInUse();
        scene.reclaim().pte_free_rcu(Objects.requireNonNull(table));
        scene.story().tell("pte_free_rcu of a table that was never in a slot");
        scene.story().expect("NR_PAGETABLE", tables - 1, scene.machine().platform().vmstat().nrPagetable());
        scene.story().expect("frames in use", frames - 1, scene.machine().allocator().framesInUse());
        scene.expectSound();
    }

    @Check(task = "5.1", points = 2, kind = INVARIANT, guards = "I29", rule = "munmap and exit end their tables through pte_free_rcu too: nothing is left",
            requires = "the_dtor_comes_before_free_table", read = "handout 5, \"Picture\"")
    void munmap_and_exit_leave_nothing(Submission submission) {
        ReclaimScene scene = Table.of(submission).pages(3);
        scene.machine().syscalls().munmap(scene.mm(), scene.base(), 1 << 21);
        scene.story().tell("munmap of all");
        scene.expectSound();
        scene.machine().syscalls().exit(scene.mm());
        scene.story().tell("exit");
        scene.machine().rcuBarrier();
        scene.story().expect("frames in use", scene.framesAtFirst(), scene.machine().allocator().framesInUse());
        scene.story().expect("percpu_refs that nobody has freed:", 0, scene.machine().platform().refs().live());
    }

    @Check(task = "5.2", points = 2, kind = INVARIANT, rule = "an exit meets a table that waits for its grace period: it ends once, and without the address space",
            requires = "munmap_and_exit_leave_nothing", read = "handout 5, \"Picture\"")
    void an_exit_before_the_grace_period_is_over(Submission submission) {
        ReclaimScene scene = Table.of(submission).atomic();
        Rcu rcu = scene.machine().platform().rcu();
        scene.machine().on(1);
        rcu.rcu_read_lock();
        scene.machine().on(0);
        if (FreeCheck.waits(scene)) {
            return; // then no exit comes in between
        }
        scene.machine().syscalls().exit(scene.mm());
        scene.story().tell("CPU 0: free_user_pte, exit; CPU 1 is in an RCU section");
        scene.machine().on(1);
        rcu.rcu_read_unlock();
        scene.expectSound();
        scene.story().expect("frames in use", scene.framesAtFirst(), scene.machine().allocator().framesInUse());
    }

    private static boolean throwsAt(FreeUserPte kata, Pmd pmd) {
        try {
            kata.pte_free_debug(pmd);
            return false;
        } catch (RuntimeException found) {
            return true;
        }
    }

    /** Kata 4, which expects a table that is in use still. */
    private record Watched(PteRef real) implements PteRef {
        @Override
        public boolean pte_ref_init(Page pte) {
            return real.pte_ref_init(pte);
        }

        @Override
        public void pte_ref_free(Page pte) {
            MemMap map = pte.map();
            new Story().expect("a page table at its dtor?", true, map.isInUse(pte.pfn()) && pte.is(PageFlag.PageTable));
            real.pte_ref_free(pte);
        }

        @Override
        public boolean pte_tryget(MmStruct mm, PmdPtr pmd, long addr) {
            return real.pte_tryget(mm, pmd, addr);
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
