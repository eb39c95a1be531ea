package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_HUGEPAGE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_SHARED;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.RuleBroken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What programs see of system calls, two CPUs at a time. */
@Tag("quick")
class SystemCallsTest {
    private static final long BASE = 0x4000_0000L;

    private final Machine machine = Machine.boot();
    private final Syscalls sys = machine.syscalls();
    private final MmStruct mm = machine.newMm();
    private final Core first = machine.core(0);
    private final Core second = machine.core(1);

    @AfterEach
    void the_machine_is_sound() {
        machine.rcuBarrier();
        assertEquals("[]", MmInvariants.of(machine).violations().toString());
    }

    @Test
    void what_is_written_is_read_and_the_rest_is_zero() {
        anywhere(4);

        assertTrue(first.store(BASE, 42));

        assertEquals(42, second.load(BASE));
        assertEquals(0, first.load(BASE + PAGE_SIZE));
        assertEquals(1, mm.rss(RssKind.MM_ANONPAGES));
    }

    @Test
    void an_access_outside_of_any_mapping_is_a_signal() {
        anywhere(1);

        assertFalse(first.store(BASE + PAGE_SIZE, 1));

        assertEquals(VmFault.SIGSEGV, first.outcome());
    }

    @Test
    void a_write_after_fork_stays_with_the_writer() {
        anywhere(1);
        first.store(BASE, 1);
        second.load(BASE);

        MmStruct child = sys.fork(mm);
        first.store(BASE, 2);
        machine.core(2).switchTo(child);

        assertEquals(1, machine.core(2).load(BASE));
        assertEquals(2, second.load(BASE));
    }

    @Test
    void shared_memory_is_seen_by_parent_and_child() {
        sys.mmap(mm, BASE, PAGE_SIZE, VM_READ, VM_WRITE, VM_SHARED);
        load(mm);
        MmStruct child = sys.fork(mm);

        first.store(BASE, 7);

        machine.core(2).switchTo(child);
        assertEquals(7, machine.core(2).load(BASE));
    }

    @Test
    void mprotect_takes_writes_away_on_every_cpu() {
        anywhere(2);
        first.store(BASE, 1);
        second.store(BASE, 2);

        assertEquals(0, sys.mprotect(mm, BASE, PAGE_SIZE, VM_READ));

        assertFalse(second.store(BASE, 3));
        assertFalse(first.store(BASE, 3));
        assertTrue(first.store(BASE + PAGE_SIZE, 3));
    }

    @Test
    void mremap_takes_the_contents_along() {
        anywhere(2);
        first.store(BASE + PAGE_SIZE, 5);
        second.load(BASE + PAGE_SIZE);

        assertEquals(0, sys.mremap(mm, BASE, 2 * PAGE_SIZE, BASE + PMD_SIZE, 2 * PAGE_SIZE));

        assertEquals(5, second.load(BASE + PMD_SIZE + PAGE_SIZE));
        assertFalse(second.store(BASE, 1));
        assertEquals(-Errno.EINVAL, sys.mremap(mm, BASE + PMD_SIZE, 2 * PAGE_SIZE, BASE + PMD_SIZE + PAGE_SIZE, 2 * PAGE_SIZE));
    }

    @Test
    void a_child_gets_a_wiped_range_empty_and_a_withheld_one_not_at_all() {
        anywhere(2);
        first.store(BASE, 1);
        first.store(BASE + PAGE_SIZE, 1);
        sys.madviseWipeOnFork(mm, BASE, PAGE_SIZE);
        sys.madviseDontFork(mm, BASE + PAGE_SIZE, PAGE_SIZE);

        MmStruct child = sys.fork(mm);

        assertEquals(0, LogicalView.word(child, BASE));
        assertNull(child.find_vma(BASE + PAGE_SIZE));
        assertEquals(-Errno.EINVAL, wipeShared());
    }

    @Test
    void dontneed_makes_anonymous_memory_zero() {
        anywhere(1);
        second.switchTo(mm);
        second.store(BASE, 9);

        assertEquals(0, sys.madviseDontNeed(mm, BASE, PAGE_SIZE));

        assertEquals(0, second.load(BASE));
        assertEquals(0, mm.rss(RssKind.MM_ANONPAGES));
    }

    @Test
    void a_page_comes_back_from_swap_for_each_of_its_owners() {
        anywhere(1);
        first.store(BASE, 11);
        MmStruct child = sys.fork(mm);

        assertEquals(0, sys.swapOut(mm, BASE));
        assertEquals(0, sys.swapOut(child, BASE));

        assertEquals(0, mm.rss(RssKind.MM_ANONPAGES));
        assertEquals(11, first.load(BASE));
        first.store(BASE, 12);
        machine.core(2).switchTo(child);
        assertEquals(11, machine.core(2).load(BASE));
        assertEquals(0, machine.swap().inUse().size());
    }

    @Test
    void a_pinned_page_stays_with_the_one_who_pinned_it() {
        anywhere(1);
        first.store(BASE, 1);
        Page page = sys.pin(mm, BASE, false);

        MmStruct child = sys.fork(mm);
        first.store(BASE, 2);

        assertEquals(page.address(), LogicalView.physical(mm, BASE));
        assertEquals(-Errno.EINVAL, sys.swapOut(mm, BASE));
        assertEquals(1, LogicalView.word(child, BASE));
        sys.unpin(page);
        assertEquals(0, sys.swapOut(mm, BASE));
    }

    @Test
    void a_read_pin_of_a_page_that_others_map_makes_it_ones_own() {
        anywhere(1);
        first.store(BASE, 1);
        MmStruct child = sys.fork(mm);

        Page page = sys.pin(child, BASE, false);

        assertNotNull(page);
        assertEquals(page.address(), LogicalView.physical(child, BASE));
        assertEquals(1, LogicalView.word(child, BASE));
        sys.unpin(page);
    }

    @Test
    void an_aligned_area_is_mapped_by_a_huge_page_and_split_when_a_part_goes() {
        sys.mmap(mm, BASE, PMD_SIZE, VM_READ, VM_WRITE, VM_HUGEPAGE);
        load(mm);
        first.store(BASE + 5 * PAGE_SIZE, 5);
        assertEquals(512, mm.rss(RssKind.MM_ANONPAGES));
        assertEquals(0, mm.nrPtes());

        assertEquals(0, sys.munmap(mm, BASE, PAGE_SIZE));

        assertEquals(511, mm.rss(RssKind.MM_ANONPAGES));
        assertEquals(5, second.load(BASE + 5 * PAGE_SIZE));
    }

    @Test
    void a_huge_page_that_is_split_leaves_no_translation_of_the_whole() {
        sys.mmap(mm, BASE, PMD_SIZE, VM_READ, VM_WRITE, VM_HUGEPAGE);
        load(mm);
        first.store(BASE, 1);
        second.load(BASE + PAGE_SIZE);
        Page page = sys.pin(mm, BASE, true);
        second.load(BASE + PAGE_SIZE);

        assertEquals(-Errno.EINVAL, sys.swapOut(mm, BASE));

        assertTrue(second.cpu().tlb().entries().stream().noneMatch(e -> e.va() >= 0 && e.level() == 2));
        sys.unpin(page);
    }

    @Test
    void a_huge_page_is_shared_by_fork_and_copied_by_a_write() {
        sys.mmap(mm, BASE, PMD_SIZE, VM_READ, VM_WRITE, VM_HUGEPAGE);
        load(mm);
        first.store(BASE, 1);

        MmStruct child = sys.fork(mm);
        first.store(BASE, 2);

        assertEquals(1, LogicalView.word(child, BASE));
        assertEquals(2, second.load(BASE));
    }

    @Test
    void a_shootdown_interrupts_only_those_who_run_the_address_space() {
        anywhere(1);
        first.store(BASE, 1);
        second.switchTo(mm);
        long before = machine.platform().pmu().get(Event.IPI);

        sys.munmap(mm, BASE, PAGE_SIZE);

        assertEquals(1, machine.platform().pmu().get(Event.IPI) - before);
    }

    @Test
    void the_last_exit_gives_every_frame_back() {
        Machine fresh = Machine.boot();
        long frames = fresh.allocator().framesInUse();
        MmStruct parent = fresh.newMm();
        fresh.syscalls().mmap(parent, BASE, 64 * PAGE_SIZE, VM_READ, VM_WRITE);
        fresh.core(0).switchTo(parent);
        fresh.core(0).store(BASE + 9 * PAGE_SIZE, 1);
        MmStruct child = fresh.syscalls().fork(parent);

        fresh.syscalls().exit(parent);
        fresh.syscalls().exit(child);
        fresh.rcuBarrier();

        assertEquals("[]", MmInvariants.of(fresh).atTheEnd(frames).toString());
    }

    @Test
    void arguments_that_no_program_could_mean_are_refused_with_the_rule() {
        RuleBroken misaligned = assertThrows(RuleBroken.class, () -> sys.mmap(mm, BASE + 1, PAGE_SIZE, VM_READ));
        RuleBroken foreign = assertThrows(RuleBroken.class, () -> sys.munmap(Machine.boot().newMm(), BASE, PAGE_SIZE));

        assertTrue(misaligned.rule().startsWith("range"), misaligned.rule());
        assertTrue(foreign.rule().startsWith("address space"), foreign.rule());
        assertEquals(0, mm.vmas().size());
    }

    @Test
    void holes_and_missing_room_are_errors_that_change_nothing() {
        anywhere(1);

        assertEquals(-Errno.ENOMEM, sys.mprotect(mm, BASE, 2 * PAGE_SIZE, VM_READ));
        assertEquals(-Errno.ENOMEM, sys.madviseDontNeed(mm, BASE, 2 * PAGE_SIZE));
        assertEquals(-Errno.EFAULT, sys.mremap(mm, BASE, 2 * PAGE_SIZE, BASE, 4 * PAGE_SIZE));
        assertEquals(0, sys.mremap(mm, BASE, PAGE_SIZE, BASE, 4 * PAGE_SIZE));
        assertEquals(0x1_0000, sys.mmapAnywhere(mm, PAGE_SIZE, PAGE_SIZE, VM_READ));
        assertEquals(BASE + 4 * PAGE_SIZE, mm.find_vma(BASE).end());
    }

    @Test
    void both_series_at_once_are_refused_with_the_reason() {
        MmOps both = MmOps.plain().with(new CowKatas()).with(new ReclaimKatas());

        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> Machine.boot(MachineConfig.standard().withOps(both)));

        assertTrue(refused.getMessage().contains("the two series never met"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> MmOps.plain().with("no kata"));
        assertThrows(RuleBroken.class, () -> sys.clone3(mm, true));
    }

    private int wipeShared() {
        sys.mmap(mm, BASE + PMD_SIZE, PAGE_SIZE, VM_READ, VM_SHARED);
        return sys.madviseWipeOnFork(mm, BASE + PMD_SIZE, PAGE_SIZE);
    }

    private void anywhere(int pages) {
        sys.mmap(mm, BASE, pages * PAGE_SIZE, VM_READ, VM_WRITE);
        load(mm);
    }

    private void load(MmStruct space) {
        first.switchTo(space);
        second.switchTo(space);
    }
}
