package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.SharedTables;
import dev.pagewalk.core.kernel.Syscalls;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;

/** The kernel's calls: page fault, munmap, mprotect, mremap, madvise, swap-out, pin, exit. */
class CallersCheck {
    private static final long FAR = BASE + 8 * PMD_SIZE;
    /** More than any of the calls makes; the last rounds meet no failure. */
    private static final int MOST_ALLOCATIONS = 5;
    private static final long TWO = 2 * PAGE_SIZE;

    /** A system call of a member, and what pages 0 and 1 hold for it afterwards, -1 = whatever. */
    private record Call(String name, ToIntBiFunction<Syscalls, MmStruct> run, long page0, long page1) {}

    private static final List<Call> CALLS = List.of(
            new Call("mprotect of page 0", (sys, mm) -> sys.mprotect(mm, BASE, PAGE_SIZE, VM_READ), 7, 7),
            new Call("mprotect of all", (sys, mm) -> sys.mprotect(mm, BASE, TWO, VM_READ), 7, 7),
            new Call("munmap of page 0", (sys, mm) -> sys.munmap(mm, BASE, PAGE_SIZE), -1, 7),
            new Call("munmap of all", (sys, mm) -> sys.munmap(mm, BASE, TWO), -1, -1),
            new Call("MADV_DONTNEED of page 0", (sys, mm) -> sys.madviseDontNeed(mm, BASE, PAGE_SIZE), 0, 7),
            new Call("MADV_DONTNEED of all", (sys, mm) -> sys.madviseDontNeed(mm, BASE, TWO), 0, 0),
            new Call("MADV_DONTFORK of page 1", (sys, mm) -> sys.madviseDontFork(mm, BASE + PAGE_SIZE, PAGE_SIZE), 7, 7),
            new Call("mremap of page 0", (sys, mm) -> sys.mremap(mm, BASE, PAGE_SIZE, FAR, PAGE_SIZE), -1, 7),
            new Call("mremap over page 1", CallersCheck::moveOver, 7, 0),
            new Call("swap-out of page 0", (sys, mm) -> sys.swapOut(mm, BASE), 7, 7),
            new Call("write fault on page 0", (sys, mm) -> sys.populate(mm, BASE, true), 7, 7),
            new Call("read fault on page 0", (sys, mm) -> sys.populate(mm, BASE, false), 7, 7),
            new Call("pin of page 0 for reading", CallersCheck::pin, 7, 7));

    @Check(task = "3.3", points = 2, kind = INVARIANT, rule = "whatever one sharer does, it has what it did, the others have what they had, and T's entries stay while it is shared",
            requires = {"with_alloc_it_breaks", "without_alloc_it_lets_go"}, read = "handout 3, \"Who breaks\"")
    void what_one_sharer_does_the_others_do_not_notice(Submission submission) {
        for (Call call : CALLS) {
            for (int member = 0; member < 3; member++) {
                Sharers sharers = Sharers.of(3, submission);
                sharers.onCpu(0, member, BASE).onCpu(1, (member + 1) % 3, BASE);
                Map<Long, Long> before = sharers.view((member + 1) % 3);
                SharedTables shared = SharedTables.of(sharers.machine());
                perform(sharers, call, member, 0);
                for (int other = 0; other < 3; other++) {
                    if (other != member) {
                        sharers.expectView(other, before);
                    }
                }
                shared.changes(sharers.machine()).forEach(violation -> {
                    throw sharers.story().fail(violation.expected(), violation.actual());
                });
                sharers.expectNothingLeft();
            }
        }
    }

    @Check(task = "3.3", points = 1, kind = INVARIANT, rule = "the last sharer's munmap and MADV_DONTNEED really empty the table: what comes back is zeroes, and nothing leaks",
            requires = "without_alloc_it_lets_go", read = "handout 3, \"The last sharer\"")
    void the_last_sharer_gets_rid_of_its_pages(Submission submission) {
        for (Call call : CALLS) {
            for (int leaver = 0; leaver < 2; leaver++) {
                Sharers sharers = Sharers.of(2, submission).leave(leaver);
                sharers.onCpu(0, 1 - leaver, BASE);
                perform(sharers, call, 1 - leaver, 0);
                sharers.expectNothingLeft();
            }
        }
    }

    @Check(task = "3.3", points = 1, kind = INVARIANT, guards = "I28", rule = "whichever allocation of a system call fails: -ENOMEM, and nothing has changed that anybody could see",
            requires = "what_one_sharer_does_the_others_do_not_notice", read = "handout 3, \"The cleared PMD\"")
    void without_memory_a_call_fails_and_changes_nothing(Submission submission) {
        for (Call call : CALLS) {
            for (int n = 1; n <= MOST_ALLOCATIONS; n++) {
                Sharers sharers = Sharers.of(2, submission);
                Map<Long, Long> before = sharers.view(0);
                int result = perform(sharers, call, 1, n);
                sharers.expectView(0, before);
                if (result == -Errno.ENOMEM && !call.name().contains("over")) {
                    sharers.expectView(1, before);
                }
                sharers.expectNothingLeft();
            }
        }
    }

    private static int perform(Sharers sharers, Call call, int member, int failing) {
        MmStruct mm = sharers.mm(member);
        sharers.machine().platform().failures().failAt(failing);
        int result = call.run().applyAsInt(sharers.machine().syscalls(), mm);
        sharers.machine().platform().failures().failAt(0);
        sharers.story().tell(mm + " " + call.name() + " = " + result);
        sharers.expectSound();
        if (result == 0) {
            expectPage(sharers, mm, BASE, call.page0());
            expectPage(sharers, mm, BASE + PAGE_SIZE, call.page1());
        } else if (failing == 0) {
            throw sharers.story().fail(call.name() + " 0", call.name() + " " + result);
        }
        return result;
    }

    private static void expectPage(Sharers sharers, MmStruct mm, long addr, long word) {
        if (word >= 0) {
            sharers.story().expect("I19: " + mm + " at 0x" + Long.toHexString(addr) + " reads", word, LogicalView.word(mm, addr));
        }
    }

    /** Another VMA moves in beside page 0, in the same table. */
    private static int moveOver(Syscalls sys, MmStruct mm) {
        int error = sys.mmap(mm, FAR, PAGE_SIZE, VM_READ, VM_WRITE);
        if (error == 0) {
            error = sys.populate(mm, FAR, true);
        }
        return error == 0 ? sys.mremap(mm, FAR, PAGE_SIZE, BASE + PAGE_SIZE, PAGE_SIZE) : error;
    }

    /** A pin that finds no memory says so by giving no page. */
    private static int pin(Syscalls sys, MmStruct mm) {
        Page page = sys.pin(mm, BASE, false);
        if (page == null) {
            return -Errno.ENOMEM;
        }
        sys.unpin(page);
        return 0;
    }
}
