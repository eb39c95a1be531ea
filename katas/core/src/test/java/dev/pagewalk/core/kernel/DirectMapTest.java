package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_OFFSET;
import static dev.pagewalk.core.mm.ProtectionKeys.PKS_KEY_PG_TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PksSection;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.VmFlag;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The direct map: large pages, split where a key asks for it, and keys that the hardware obeys. */
@Tag("quick")
class DirectMapTest {
    private static final long GIB = 1L << 30;

    private final Machine machine = Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(new CacheKata())));

    @Test
    void memory_is_mapped_by_the_largest_pages_that_fit() {
        Machine large = Machine.boot(MachineConfig.standard().withBytes(2 * GIB + (4 << 20)));

        assertEquals(30, large.directMap().shiftOf(0));
        assertEquals(30, large.directMap().shiftOf((2 * GIB >> 12) - 1));
        assertEquals(21, large.directMap().shiftOf(2 * GIB >> 12));
        assertEquals(21, machine.directMap().shiftOf(5));
    }

    @Test
    void the_cpu_reaches_every_frame_through_it() {
        long frame = 0x1234_000L;
        machine.memory().store(frame, 42);

        assertEquals(42, machine.core(0).cpu().load(PAGE_OFFSET + frame));
    }

    @Test
    void a_key_on_one_page_splits_a_large_page_once() {
        Page page = machine.alloc();
        long splits = machine.platform().pmu().get(Event.DIRECT_MAP_SPLIT);

        assertEquals(0, machine.directMap().set_memory_pks(page, 1, 3));
        assertEquals(0, machine.directMap().set_memory_pks(page, 1, 0));

        assertEquals(1, machine.platform().pmu().get(Event.DIRECT_MAP_SPLIT) - splits);
        assertEquals(12, machine.directMap().shiftOf(page.pfn()));
        assertThrows(RuleBroken.class, () -> machine.directMap().set_memory_pks(page, 1, 16));
    }

    @Test
    void a_key_on_an_aligned_block_splits_nothing() {
        Page block = machine.allocator().alloc_pages(Gfp.GFP_KERNEL, 9);
        long splits = machine.platform().pmu().get(Event.DIRECT_MAP_SPLIT);

        machine.directMap().set_memory_pks(block, 512, 3);

        assertEquals(splits, machine.platform().pmu().get(Event.DIRECT_MAP_SPLIT));
        assertEquals(3, machine.directMap().keyOf(block.pfn() + 511));
        assertEquals(0, machine.directMap().keyOf(block.pfn() + 512));
    }

    @Test
    void every_cpu_obeys_a_new_key_at_once() {
        Page page = machine.alloc();
        Cpu cpu = machine.core(1).cpu();
        machine.directMap().set_memory_pks(page, 1, 0);
        assertEquals(page.address(), cpu.translate(PAGE_OFFSET + page.address(), Access.WRITE));

        machine.directMap().set_memory_pks(page, 1, PKS_KEY_PG_TABLES);

        assertEquals(Cpu.FAULT, cpu.translate(PAGE_OFFSET + page.address(), Access.WRITE));
        assertEquals(page.address(), cpu.translate(PAGE_OFFSET + page.address(), Access.READ));
    }

    @Test
    void without_a_reserve_a_split_fails_and_changes_nothing() {
        Page page = machine.alloc();
        long pfn = page.pfn() + 512;
        while (machine.directMap().reserveLeft() > 0) {
            machine.directMap().set_memory_pks(machine.pages().page(pfn), 1, 0);
            pfn += 512;
        }

        assertEquals(-Errno.ENOMEM, machine.directMap().set_memory_pks(machine.pages().page(pfn), 1, 1));
        assertEquals(0, machine.directMap().keyOf(pfn));
    }

    @Test
    void a_table_is_written_only_inside_an_open_section() {
        Page table = Pgalloc.alloc_table(machine.platform(), Gfp.GFP_KERNEL);

        RuleBroken broken = assertThrows(RuleBroken.class, () -> Pgtable.clear_page(table));

        assertTrue(broken.rule().startsWith("I40"), broken.rule());
        try (PksSection section = machine.platform().keys().openTables()) {
            Pgtable.clear_page(table);
        }
        assertThrows(RuleBroken.class, () -> Pgtable.clear_page(table));
    }

    @Test
    void a_process_lives_on_protected_tables_and_all_come_back() {
        long frames = machine.allocator().framesInUse();
        MmStruct mm = machine.newMm();
        machine.syscalls().mmap(mm, 0x10000, 0x4000, VmFlag.VM_READ, VmFlag.VM_WRITE);
        machine.core(0).switchTo(mm);
        machine.core(0).store(0x11000, 1);
        assertEquals("[]", MmInvariants.of(machine).violations().toString());

        machine.syscalls().exit(mm);
        machine.rcuBarrier();
        machine.shrink();

        assertEquals("[]", MmInvariants.of(machine).violations().toString());
        assertEquals("[]", MmInvariants.of(machine).atTheEnd(frames).toString());
    }
}
