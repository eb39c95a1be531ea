package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.explore.Program;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.kernel.Pgalloc;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.Rcu;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.grader.api.Submission;

/**
 * Operations that meet on one table, as stories for the explorer, beside those that are told at the student's desk too
 * ({@link dev.pagewalk.core.scene.BreakStories}). They are called directly, so that the stories are short enough to be told in
 * every order; {@link #faults} goes through the kernel.
 */
final class Meetings {
    private static final long SECRET = 99;
    private static final int USER = 3;

    private Meetings() {}

    /** A thread has read its slot; before it locks T, T may be let go by all, and freed. */
    static Scenario<Sharers> staleSlot(Submission submission, boolean alloc) {
        return Scenario.named("T is let go by all / " + (alloc ? "break" : "zap") + " by a thread that has seen T")
                .setUp(hook -> Sharers.ofAnEmptyTable(2, submission, hook))
                .afterEachStep(Sharers::expectSane)
                .cpu("CPU 0: all let go of T", sharers -> {
                    sharers.zap(0);
                    lastUserGoes(sharers, 1);
                })
                .cpu("CPU 1: comes late", alloc ? breaks(0) : zaps(0));
    }

    /** While one thread breaks, another's page walks go on: at no moment is there no page. */
    static Scenario<Sharers> breakAndWalk(Submission submission, int member) {
        return Scenario.named("break / load by another thread")
                .setUp(hook -> Sharers.of(2, submission, hook).onCpu(0, member, BASE).onCpu(1, member))
                .afterEachStep(Sharers::expectSane)
                .cpu("CPU 0: breaks", breaks(member))
                .cpu("CPU 1: loads", sharers -> expectLoad(sharers, 1))
                .atEnd(Sharers::expectSound);
    }

    /** As soon as the copy can be seen, another thread puts a page in or takes one out, and counts that itself. */
    static Scenario<Sharers> breakAndUse(Submission submission, boolean store) {
        return Scenario.named("break / " + (store ? "store to a page that is not there" : "MADV_DONTNEED of a page") + " by another thread")
                .setUp(hook -> Sharers.withRoom(2, submission, hook).onCpu(0, 1).onCpu(1, 1))
                .afterEachStep(Sharers::expectSane)
                .cpu("CPU 0: breaks", breaks(1))
                .cpu("CPU 1: " + (store ? "stores" : "MADV_DONTNEED"), store ? Meetings::storeBeside : Meetings::takePageOut)
                .atEnd(Sharers::expectSound);
    }

    /** Once T's count has fallen, the other sharer may take T and write; no thread of the first may see that through a cache. */
    static Scenario<Sharers> goneAndWritten(Submission submission, boolean alloc) {
        return Scenario.named((alloc ? "break" : "zap") + " / the other sharer takes T and writes / load through a warm walk cache")
                .setUp(hook -> Sharers.of(2, submission, hook).onCpu(2, 0, BASE + PgtableTypes.PAGE_SIZE).withSecret(SECRET))
                .cpu("CPU 0: " + (alloc ? "breaks" : "zaps"), alloc ? breaks(0) : zaps(0))
                .cpu("CPU 1: the other writes", Meetings::takeAndWrite)
                .cpu("CPU 2: loads", sharers -> {
                    if (userLoad(sharers, 2) == SECRET) {
                        throw new RuleBroken(Rule.I20.text(), "a thread of mm#1 reads what mm#1 had, or faults",
                                "it reads what mm#2 wrote into T when mm#1 had left it");
                    }
                });
    }

    /** The kernel's way: user code of two address spaces writes at once. */
    static Scenario<Sharers> faults(Submission submission) {
        return Scenario.named("store / store by two address spaces")
                .setUp(hook -> Sharers.of(2, submission, hook).onCpu(0, 0).onCpu(1, 1))
                .cpu("CPU 0: stores", sharers -> sharers.machine().core(0).store(BASE, 1))
                .cpu("CPU 1: stores", sharers -> sharers.machine().core(1).store(BASE + 8, 2))
                .afterEachStep(Sharers::expectSane)
                .atEnd(sharers -> {
                    sharers.expectWords(0, 1, 0);
                    sharers.expectWords(1, Sharers.OLD, 2);
                    sharers.expectSound();
                });
    }

    private static Program<Sharers> breaks(int member) {
        return sharers -> {
            sharers.breakAway(member);
            sharers.machine().platform().lockdep().expectNothingHeld();
        };
    }

    private static Program<Sharers> zaps(int member) {
        return sharers -> {
            sharers.zap(member);
            sharers.machine().platform().lockdep().expectNothingHeld();
        };
    }

    /** What an exit does, in short: who drops the last reference frees the table after a grace period. */
    private static void lastUserGoes(Sharers sharers, int member) {
        Page table = sharers.table();
        table.lock().lock();
        Pgtable.pmd_clear(sharers.slot(member));
        boolean last = !table.refAddUnless(-1, 1);
        table.lock().unlock();
        Rcu rcu = sharers.machine().platform().rcu();
        if (last) {
            rcu.call_rcu(table, page -> Pgalloc.pte_free(sharers.mm(member), page));
        }
        rcu.process();
    }

    /** What a write fault does, in short: if T is its own, it takes it and puts another page in. */
    private static void takeAndWrite(Sharers sharers) {
        Page table = sharers.table();
        table.lock().lock();
        if (table.refRead() == 1) {
            sharers.slot(1).mkwrite();
            Pgtable.pte_offset(Pmd.ofTable(table), BASE).getAndSet(new Pte(sharers.secret().address() | 0x67));
        }
        table.lock().unlock();
    }

    private static void storeBeside(Sharers sharers) {
        sharers.machine().core(1).store(BASE + PgtableTypes.PAGE_SIZE, 1);
    }

    private static void takePageOut(Sharers sharers) {
        sharers.machine().syscalls().madviseDontNeed(sharers.mm(1), BASE, PgtableTypes.PAGE_SIZE);
    }

    private static void expectLoad(Sharers sharers, int cpu) {
        long seen = userLoad(sharers, cpu);
        boolean fault = sharers.machine().core(cpu).cpu().hasFault();
        if (fault) {
            throw new RuleBroken(Rule.I19.text(), "a load of a page that is there, before, during and after a break", "a page fault: the slot was none");
        }
        sharers.story().expect("the word that is read", Sharers.OLD, seen);
    }

    private static long userLoad(Sharers sharers, int cpu) {
        Cpu hardware = sharers.machine().core(cpu).cpu();
        hardware.setCpl(USER);
        long seen = hardware.load(BASE);
        hardware.setCpl(0);
        return seen;
    }
}
