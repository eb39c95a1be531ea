package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_OFFSET;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_HUGEPAGE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.VmFile;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The corners of system calls: refused arguments, swap with sharers, huge pages, what is over when a call returns. */
@Tag("quick")
class SystemCallEdgesTest {
    private static final long BASE = 0x4000_0000L;
    private static final long GIB = 1L << 30;

    private final Machine machine = Machine.boot();
    private final Syscalls sys = machine.syscalls();
    private final MmStruct mm = machine.newMm();
    private final Core core = machine.core(0);

    @AfterEach
    void the_machine_is_sound() {
        machine.rcuBarrier();
        assertEquals("[]", MmInvariants.of(machine).violations().toString());
    }

    @Test
    void every_call_refuses_an_address_space_that_has_exited() {
        MmStruct dead = sys.fork(mm);
        sys.exit(dead);
        List<Consumer<MmStruct>> calls = List.of(
                space -> sys.mmap(space, BASE, PAGE_SIZE, VM_READ),
                space -> sys.munmap(space, BASE, PAGE_SIZE),
                space -> sys.mprotect(space, BASE, PAGE_SIZE, VM_READ),
                space -> sys.mremap(space, BASE, PAGE_SIZE, BASE + PMD_SIZE, PAGE_SIZE),
                space -> sys.madviseDontNeed(space, BASE, PAGE_SIZE),
                space -> sys.madviseDontFork(space, BASE, PAGE_SIZE),
                space -> sys.madviseWipeOnFork(space, BASE, PAGE_SIZE),
                space -> sys.populate(space, BASE, true),
                space -> sys.swapOut(space, BASE),
                space -> sys.pin(space, BASE, true),
                sys::fork,
                sys::exit);

        calls.forEach(call -> assertThrows(RuleBroken.class, () -> call.accept(dead)));
    }

    @Test
    void every_call_refuses_ranges_that_are_no_whole_pages_of_user_addresses() {
        long[][] ranges = {{BASE + 8, PAGE_SIZE}, {BASE, 8}, {BASE, 0}, {BASE, -PAGE_SIZE}, {-PAGE_SIZE, PAGE_SIZE}, {MmStruct.TASK_SIZE, PAGE_SIZE},
            {MmStruct.TASK_SIZE - PAGE_SIZE, 2 * PAGE_SIZE}};
        for (long[] range : ranges) {
            assertThrows(RuleBroken.class, () -> sys.mmap(mm, range[0], range[1], VM_READ));
            assertThrows(RuleBroken.class, () -> sys.munmap(mm, range[0], range[1]));
            assertThrows(RuleBroken.class, () -> sys.mprotect(mm, range[0], range[1], VM_READ));
            assertThrows(RuleBroken.class, () -> sys.madviseDontNeed(mm, range[0], range[1]));
            assertThrows(RuleBroken.class, () -> sys.madviseDontFork(mm, range[0], range[1]));
            assertThrows(RuleBroken.class, () -> sys.mremap(mm, range[0], range[1], BASE, PAGE_SIZE));
            assertThrows(RuleBroken.class, () -> sys.mremap(mm, BASE, PAGE_SIZE, range[0], range[1]));
        }
        assertEquals(0, sys.mmap(mm, MmStruct.TASK_SIZE - PAGE_SIZE, PAGE_SIZE, VM_READ));
    }

    @Test
    void what_a_call_took_out_is_freed_when_it_returns() {
        map(1);
        core.store(BASE, 1);
        long inUse = machine.allocator().framesInUse();

        sys.munmap(mm, BASE, PAGE_SIZE);

        assertEquals(0, machine.platform().rcu().pending());
        assertEquals(inUse - 4, machine.allocator().framesInUse());
    }

    @Test
    void a_cpu_that_runs_an_address_space_goes_home_when_it_exits() {
        MmStruct child = sys.fork(mm);
        core.switchTo(mm);
        machine.core(1).switchTo(child);

        sys.exit(child);

        assertNull(machine.core(1).mm());
        assertSame(mm, core.mm());
        assertFalse(machine.core(1).store(BASE, 1));
        assertEquals(0, machine.platform().rcu().pending());
    }

    @Test
    void a_fork_without_memory_gives_no_child_and_leaves_the_parent_alone() {
        map(1);
        core.store(BASE, 1);
        long inUse = machine.allocator().framesInUse();
        for (int n = 1; n <= 4; n++) {
            machine.platform().failures().failAt(n);
            assertNull(sys.fork(mm));
        }
        assertEquals(1, machine.mms().size());
        assertEquals(inUse, machine.allocator().framesInUse());
        assertTrue(core.store(BASE, 2));
    }

    @Test
    void a_mapping_grows_where_there_is_room_and_shrinks_at_its_end() {
        map(2);
        core.store(BASE + PAGE_SIZE, 1);
        sys.mmap(mm, BASE + 5 * PAGE_SIZE, PAGE_SIZE, VM_READ);

        assertEquals(-Errno.ENOMEM, sys.mremap(mm, BASE, 2 * PAGE_SIZE, BASE, 6 * PAGE_SIZE));
        assertEquals(0, sys.mremap(mm, BASE, 2 * PAGE_SIZE, BASE, 5 * PAGE_SIZE));
        assertEquals(0, sys.mremap(mm, BASE, 5 * PAGE_SIZE, BASE, 5 * PAGE_SIZE));
        assertEquals(-Errno.ENOMEM, sys.mremap(mm, BASE, PAGE_SIZE, BASE, 2 * PAGE_SIZE));
        assertEquals(5 * PAGE_SIZE, mm.find_vma(BASE).end() - BASE);
        assertEquals(0, sys.mremap(mm, BASE, 5 * PAGE_SIZE, BASE, PAGE_SIZE));

        assertNull(mm.find_vma(BASE + PAGE_SIZE));
        assertEquals(0, mm.rss(RssKind.MM_ANONPAGES));
    }

    @Test
    void mremap_refuses_what_overlaps_and_takes_what_only_touches() {
        map(2);
        core.store(BASE, 7);

        assertEquals(-Errno.EINVAL, sys.mremap(mm, BASE, 2 * PAGE_SIZE, BASE - PAGE_SIZE, 2 * PAGE_SIZE));
        assertEquals(-Errno.EINVAL, sys.mremap(mm, BASE, 2 * PAGE_SIZE, BASE + PAGE_SIZE, 2 * PAGE_SIZE));
        assertEquals(-Errno.EFAULT, sys.mremap(mm, BASE + PMD_SIZE, PAGE_SIZE, BASE, PAGE_SIZE));
        assertEquals(0, sys.mremap(mm, BASE, 2 * PAGE_SIZE, BASE + 2 * PAGE_SIZE, 2 * PAGE_SIZE));
        assertEquals(0, sys.mremap(mm, BASE + 2 * PAGE_SIZE, 2 * PAGE_SIZE, BASE, 2 * PAGE_SIZE));
        assertEquals(7, core.load(BASE));
    }

    @Test
    void advice_for_a_hole_fails_and_advice_for_a_part_splits() {
        map(3);

        assertEquals(-Errno.ENOMEM, sys.madviseDontFork(mm, BASE, 4 * PAGE_SIZE));
        assertEquals(0, sys.madviseDontFork(mm, BASE + PAGE_SIZE, PAGE_SIZE));

        MmStruct child = sys.fork(mm);
        assertEquals(3, mm.vmas().size());
        assertEquals(2, child.vmas().size());
        assertNull(child.find_vma(BASE + PAGE_SIZE));
    }

    @Test
    void free_addresses_are_found_between_mappings() {
        sys.mmap(mm, 0x1_0000, PAGE_SIZE, VM_READ);
        sys.mmap(mm, 0x1_3000, PAGE_SIZE, VM_READ);

        assertEquals(0x1_1000, sys.mmapAnywhere(mm, 2 * PAGE_SIZE, PAGE_SIZE, VM_READ));
        assertEquals(0x1_4000, sys.mmapAnywhere(mm, 2 * PAGE_SIZE, PAGE_SIZE, VM_READ));
        assertEquals(PMD_SIZE, sys.mmapAnywhere(mm, PAGE_SIZE, PMD_SIZE, VM_READ));
        assertEquals(-Errno.ENOMEM, sys.mmapAnywhere(mm, MmStruct.TASK_SIZE - 0x1_0000, PAGE_SIZE, VM_READ));
    }

    @Test
    void every_word_of_a_page_survives_swap_space() {
        map(1);
        core.store(BASE, 1);
        core.store(BASE + 8, 2);
        core.store(BASE + PAGE_SIZE - 8, 3);
        assertEquals(0, sys.swapOut(mm, BASE));
        assertEquals(2, LogicalView.word(mm, BASE + 8));
        assertEquals(3, LogicalView.word(mm, BASE + PAGE_SIZE - 8));

        assertEquals(1, core.load(BASE));
        assertEquals(2, core.load(BASE + 8));
        assertEquals(3, core.load(BASE + PAGE_SIZE - 8));
        assertEquals(0, core.load(BASE + 16));
    }

    @Test
    void freed_swap_slots_are_used_again() {
        map(3);
        for (int i = 0; i < 3; i++) {
            core.store(BASE + i * PAGE_SIZE, i + 1);
            assertEquals(0, sys.swapOut(mm, BASE + i * PAGE_SIZE));
        }
        core.load(BASE + PAGE_SIZE);
        assertEquals(2, machine.swap().inUse().size());
        core.store(BASE + PAGE_SIZE, 9);

        assertEquals(0, sys.swapOut(mm, BASE + PAGE_SIZE));

        assertEquals(3, machine.swap().inUse().size());
        assertEquals(1, core.load(BASE));
        assertEquals(9, core.load(BASE + PAGE_SIZE));
        assertEquals(3, core.load(BASE + 2 * PAGE_SIZE));
    }

    @Test
    void who_writes_a_page_that_another_has_swapped_out_gets_a_copy() {
        map(1);
        core.store(BASE, 1);
        MmStruct child = sys.fork(mm);
        sys.swapOut(child, BASE);
        long before = LogicalView.physical(mm, BASE);

        core.store(BASE, 2);

        assertNotEquals(before, LogicalView.physical(mm, BASE));
        assertEquals(1, LogicalView.word(child, BASE));
        machine.core(1).switchTo(child);
        assertEquals(1, machine.core(1).load(BASE));
    }

    @Test
    void who_writes_a_page_whose_swap_entries_are_gone_keeps_it() {
        map(1);
        core.store(BASE, 1);
        MmStruct child = sys.fork(mm);
        sys.swapOut(child, BASE);
        sys.exit(child);
        long before = LogicalView.physical(mm, BASE);

        core.store(BASE, 2);

        assertEquals(before, LogicalView.physical(mm, BASE));
        assertEquals(0, machine.swap().inUse().size());
    }

    @Test
    void swap_out_is_refused_where_there_is_nothing_to_swap_or_no_room() {
        sys.mmap(mm, BASE, PAGE_SIZE, VmFile.file("f", page -> 5), 0, EnumSet.of(VM_READ, VM_WRITE));
        core.switchTo(mm);
        assertEquals(-Errno.EINVAL, sys.swapOut(mm, BASE));
        assertEquals(5, core.load(BASE));
        assertEquals(-Errno.EINVAL, sys.swapOut(mm, BASE));
        assertEquals(-Errno.EINVAL, sys.swapOut(mm, BASE + PMD_SIZE));
        core.store(BASE, 6);
        machine.platform().failures().failAt(1);

        assertEquals(-Errno.ENOMEM, sys.swapOut(mm, BASE));
        assertEquals(6, core.load(BASE));
        assertEquals(0, sys.swapOut(mm, BASE));
    }

    @Test
    void a_huge_page_changes_its_rights_as_a_whole() {
        hugeArea();
        core.store(BASE, 1);

        assertEquals(0, sys.mprotect(mm, BASE, PMD_SIZE, VM_READ));

        assertFalse(core.store(BASE + PAGE_SIZE, 2));
        assertEquals(1, core.load(BASE));
        assertEquals(0, mm.nrPtes());
    }

    @Test
    void the_last_owner_of_a_huge_page_writes_it_in_place() {
        hugeArea();
        core.store(BASE, 1);
        long before = LogicalView.physical(mm, BASE);
        MmStruct child = sys.fork(mm);
        assertEquals(512, child.rss(RssKind.MM_ANONPAGES));
        sys.exit(child);

        core.store(BASE, 2);

        assertEquals(before, LogicalView.physical(mm, BASE));
        assertEquals(0, mm.nrPtes());
    }

    @Test
    void a_huge_page_with_a_pin_is_copied_page_by_page() {
        hugeArea();
        core.store(BASE + PAGE_SIZE, 1);
        Page pinned = sys.pin(mm, BASE + PAGE_SIZE, false);

        MmStruct child = sys.fork(mm);

        assertEquals(pinned.address(), LogicalView.physical(mm, BASE + PAGE_SIZE));
        assertNotEquals(pinned.address(), LogicalView.physical(child, BASE + PAGE_SIZE));
        assertEquals(1, LogicalView.word(child, BASE + PAGE_SIZE));
        sys.unpin(pinned);
    }

    @Test
    void without_a_block_small_pages_do() {
        hugeArea();
        machine.platform().failures().failAt(1);

        // The first allocations are the upper tables' and the block's: whichever fails, the access ends well or in OOM.
        assertEquals(-Errno.ENOMEM, sys.populate(mm, BASE, true));
        sys.populate(mm, BASE + PMD_SIZE - PAGE_SIZE, false);
        sys.madviseDontNeed(mm, BASE, PMD_SIZE);
        machine.platform().failures().failAt(1);
        assertEquals(0, sys.populate(mm, BASE, true));

        assertEquals(1, mm.rss(RssKind.MM_ANONPAGES));
        assertEquals(1, mm.nrPtes());
    }

    @Test
    void an_area_that_is_not_aligned_gets_small_pages_at_its_ends() {
        sys.mmap(mm, BASE + PAGE_SIZE, 2 * PMD_SIZE, VM_READ, VM_WRITE, VM_HUGEPAGE);

        sys.populate(mm, BASE + PAGE_SIZE, true);
        sys.populate(mm, BASE + PMD_SIZE, true);
        sys.populate(mm, BASE + 2 * PMD_SIZE, true);

        assertEquals(514, mm.rss(RssKind.MM_ANONPAGES));
        assertEquals(2, mm.nrPtes());
    }

    @Test
    void a_huge_page_of_which_fork_leaves_a_part_out_is_split() {
        hugeArea();
        core.store(BASE, 1);
        assertEquals(0, sys.madviseDontFork(mm, BASE + PAGE_SIZE, PAGE_SIZE));

        MmStruct child = sys.fork(mm);

        assertEquals(511, child.rss(RssKind.MM_ANONPAGES));
        assertEquals(-1, LogicalView.physical(child, BASE + PAGE_SIZE));
        assertEquals(1, LogicalView.word(child, BASE));
    }

    @Test
    void a_split_of_a_huge_page_counts_its_entries_and_fails_without_memory() {
        Machine reclaiming = Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(new ReclaimKatas())));
        MmStruct space = reclaiming.newMm();
        reclaiming.syscalls().mmap(space, BASE, PMD_SIZE, VM_READ, VM_WRITE, VM_HUGEPAGE);
        reclaiming.syscalls().populate(space, BASE, true);

        reclaiming.platform().failures().failAt(1);
        assertEquals(-Errno.ENOMEM, reclaiming.syscalls().munmap(space, BASE, PAGE_SIZE));
        assertEquals(512, space.rss(RssKind.MM_ANONPAGES));
        assertEquals(0, reclaiming.syscalls().munmap(space, BASE, PAGE_SIZE));

        assertEquals("[]", MmInvariants.of(reclaiming).violations().toString());
        assertEquals(0, reclaiming.syscalls().madviseDontNeed(space, BASE + PAGE_SIZE, PMD_SIZE - PAGE_SIZE));
        assertEquals(0, space.nrPtes());
    }

    @Test
    void a_split_of_the_direct_map_changes_nothing_but_the_size() {
        Machine large = Machine.boot(MachineConfig.standard().withBytes(GIB));
        long[] frames = {0x10, 0x210, 0x3_fe00};
        for (long pfn : frames) {
            large.memory().store(pfn << 12, pfn);
            assertEquals(pfn, large.core(1).cpu().load(PAGE_OFFSET + (pfn << 12)));
        }

        assertEquals(0, large.directMap().set_memory_pks(large.pages().page(0x10), 1, 1));

        assertEquals(12, large.directMap().shiftOf(0x10));
        assertEquals(21, large.directMap().shiftOf(0x210));
        assertEquals(0, large.directMap().keyOf(0x11));
        assertTrue(large.core(1).cpu().tlb().entries().stream().noneMatch(e -> e.level() == 3));
        for (long pfn : frames) {
            assertEquals(pfn, large.core(1).cpu().load(PAGE_OFFSET + (pfn << 12)));
            assertEquals(pfn, large.core(2).cpu().load(PAGE_OFFSET + (pfn << 12)));
        }
        assertTrue(large.core(2).cpu().store(PAGE_OFFSET + (frames[1] << 12), 1));
        assertEquals(4, large.directMap().tables());
    }

    private void map(int pages) {
        sys.mmap(mm, BASE, pages * PAGE_SIZE, VM_READ, VM_WRITE);
        core.switchTo(mm);
    }

    private void hugeArea() {
        sys.mmap(mm, BASE, PMD_SIZE, VM_READ, VM_WRITE, VM_HUGEPAGE);
        core.switchTo(mm);
    }
}
