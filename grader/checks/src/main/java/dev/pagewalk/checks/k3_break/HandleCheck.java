package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.Map;

/** The way in: whatever a slot holds. */
class HandleCheck {
    private static final long SWAPPED_HUGE_PAGE = 0x5a00;
    private static final long HUGE_PAGE = 0x20_0000L | _PAGE_PRESENT | _PAGE_USER | _PAGE_PSE | _PAGE_ACCESSED;

    @Check(task = "3.3", points = 1, kind = FUNCTIONAL, rule = "with alloc the contents stay, in a table of the caller's own; the slot is looked up where it is null",
            read = "handout 3, \"Tasks and points\"")
    void with_alloc_it_breaks(Submission submission) {
        for (boolean lookUp : new boolean[] {false, true}) {
            Sharers sharers = Sharers.of(2, submission);
            Map<Long, Long> before = sharers.view(1);
            sharers.story().expect("handle_cow_pte", 0, handle(sharers, 1, lookUp, true));
            sharers.story().expect("does mm#2 have a writable slot?", true, sharers.isPrivate(1));
            sharers.expectView(1, before);
            sharers.story().expect("handle_cow_pte of the last one", 1, handle(sharers, 0, lookUp, true));
            sharers.story().expect("does mm#1 have T, writable?", true, sharers.isPrivate(0) && sharers.pmd(0).page().equals(sharers.table()));
            sharers.expectSound();
        }
    }

    @Check(task = "3.3", points = 2, kind = FUNCTIONAL, rule = "without alloc a shared table is let go of (0), or the slot's table is private and to be emptied (1)",
            read = "handout 3, \"Tasks and points\"")
    void without_alloc_it_lets_go(Submission submission) {
        for (boolean lookUp : new boolean[] {false, true}) {
            Sharers sharers = Sharers.of(2, submission);
            Map<Long, Long> before = sharers.view(0);
            int first = handle(sharers, 1, lookUp, false);
            sharers.story().expect("handle_cow_pte, as mm#2's slot says", sharers.isPrivate(1) ? 1 : 0, first);
            sharers.story().expect("is mm#2's slot none, or private?", true, sharers.isPrivate(1) || sharers.pmd(1).isNone());
            sharers.expectView(0, before);
            sharers.story().expect("handle_cow_pte of the last one", 1, handle(sharers, 0, lookUp, false));
            sharers.story().expect("does mm#1 have a writable slot?", true, sharers.isPrivate(0));
            sharers.expectSound();
        }
    }

    @Check(task = "3.3", points = 2, kind = FUNCTIONAL, rule = "a slot that is none, a huge page, swapped or writable is no shared table: nothing is done, and 1 only for a writable table",
            read = "handout 3, \"What came back\"")
    void what_is_no_shared_table_is_left_alone(Submission submission) {
        for (boolean alloc : new boolean[] {true, false}) {
            for (long word : new long[] {0, HUGE_PAGE, HUGE_PAGE | _PAGE_RW, SWAPPED_HUGE_PAGE}) {
                Sharers sharers = Sharers.of(1, submission);
                PmdPtr slot = untouchedSlot(sharers);
                sharers.machine().memory().poke(slot.address(), word);
                Vma vma = vmaAt(sharers.mm(0), BASE + PMD_SIZE);
                sharers.story().tell("slot = " + slot.get());
                for (PmdPtr given : new PmdPtr[] {slot, null}) {
                    int result = sharers.kata().handle_cow_pte(vma, given, BASE + PMD_SIZE, alloc);
                    sharers.story().expect("handle_cow_pte", 0, result);
                    sharers.story().expectWord("slot", word, slot.get().word());
                }
                sharers.machine().memory().poke(slot.address(), 0);
                sharers.expectSound();
            }
            Sharers alone = Sharers.of(1, submission);
            long before = alone.pmd(0).word();
            alone.story().expect("handle_cow_pte of a writable table", 1, handle(alone, 0, true, alloc));
            alone.story().expectWord("slot", before, alone.pmd(0).word());
            alone.expectSound();
        }
    }

    @Check(task = "3.3", points = 1, kind = FUNCTIONAL, rule = "where an upper table is missing there is no slot: 0, and nothing is built",
            read = "handout 3, \"Tasks and points\"")
    void without_upper_tables_there_is_nothing_to_do(Submission submission) {
        for (boolean alloc : new boolean[] {true, false}) {
            Sharers sharers = Sharers.of(2, submission);
            long bytes = sharers.mm(1).pgtable_bytes();
            for (long addr : new long[] {BASE + (1L << 30), 1L << 40}) {
                Vma vma = sharers.scene().vma(sharers.mm(1), addr, 1, VmFlag.VM_READ);
                sharers.story().expect("handle_cow_pte at 0x" + Long.toHexString(addr), 0, sharers.kata().handle_cow_pte(vma, null, addr, alloc));
            }
            sharers.expectSound();
            sharers.story().expect("pgtable_bytes of mm#2", bytes, sharers.mm(1).pgtable_bytes());
        }
    }

    private static int handle(Sharers sharers, int member, boolean lookUp, boolean alloc) {
        PmdPtr slot = lookUp ? null : sharers.slot(member);
        int result = sharers.kata().handle_cow_pte(sharers.vma(member), slot, BASE, alloc);
        sharers.story().tell(sharers.mm(member) + " handle_cow_pte(alloc=" + alloc + ") = " + result);
        return result;
    }

    /** The slot behind T's, with a VMA. */
    private static PmdPtr untouchedSlot(Sharers sharers) {
        sharers.scene().vma(sharers.mm(0), BASE + PMD_SIZE, 1, VmFlag.VM_READ);
        return sharers.scene().slot(sharers.mm(0), BASE + PMD_SIZE);
    }

    private static Vma vmaAt(MmStruct mm, long addr) {
        return mm.vmasIn(addr, addr + PMD_SIZE).get(0);
    }
}
