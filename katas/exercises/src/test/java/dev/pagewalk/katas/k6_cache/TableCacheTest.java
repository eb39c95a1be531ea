package dev.pagewalk.katas.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;
import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.core.mm.PageFlag.PageTable;
import static dev.pagewalk.core.mm.ProtectionKeys.PKS_KEY_PG_TABLES;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.katas.support.SceneExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kata 6 from one page to whole processes. The picture before each test is handout 6's. */
@ExtendWith(SceneExtension.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
class TableCacheTest {
    private static final long STALE = 0x8000_0000_0000_0067L;

    private final TableCache kata = new TableCacheKata();
    private final Machine machine = Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(kata)));
    private final GroupedPageCache gpc = machine.platform().tableCache();
    private final long framesAtFirst = machine.allocator().framesInUse();

    @Test
    @DisplayName("6.1 a table is marked while it is in use, and all zero each time it is handed out")
    void a_table_is_marked_and_zeroed() {
        Page table = some(kata.alloc_table(gpc, GFP_KERNEL));
        assertTrue(table.is(PageTable), "PageTable after alloc_table");
        machine.memory().poke(table.address() + 8, STALE);

        kata.free_table(table);

        assertFalse(table.is(PageTable), "PageTable after free_table");
        Page next = some(kata.alloc_table(gpc, GFP_KERNEL));
        assertEquals(0, machine.memory().peek(next.address() + 8), "entry 1 of the next table");
    }

    @Test
    @DisplayName("6.1 a table of a process is charged, and its charge is taken back")
    void a_table_of_a_process_is_charged() {
        Page table = some(kata.alloc_table(gpc, GFP_PGTABLE_USER));
        assertEquals(1, machine.platform().memcg().charged());

        kata.free_table(table);

        assertEquals(0, machine.platform().memcg().charged());
    }

    @Test
    @DisplayName("6.2 one block serves many tables, and no CPU can write one of them")
    void one_block_serves_many_tables() {
        for (int i = 0; i < 16; i++) {
            Page page = some(kata.get_grouped_page(gpc));
            Cpu cpu = machine.core(1).cpu();
            assertEquals(Cpu.FAULT, cpu.translate(PgtableTypes.PAGE_OFFSET + page.address(), Access.WRITE), "a write to " + page);
        }

        long blocks = machine.platform().pmu().get(Event.BLOCK_ALLOC);
        assertTrue(blocks < 16, "a block each is too many: " + blocks + " for 16 pages");
        assertTrue(machine.platform().pmu().get(Event.DIRECT_MAP_SPLIT) <= blocks, "no more splits than blocks");
    }

    @Test
    @DisplayName("6.2 under a spinlock a page comes without a block, and goes back")
    void under_a_spinlock_a_page_comes_without_a_block() {
        Page table = some(kata.get_grouped_page_atomic(gpc));
        table.lock().lock();

        Page page = some(kata.get_grouped_page_atomic(gpc));
        kata.free_grouped_page(gpc, page);

        table.lock().unlock();
        assertEquals(0, machine.platform().pmu().get(Event.BLOCK_ALLOC));
        assertEquals(PKS_KEY_PG_TABLES, gpc.keyOf(page.pfn()));
    }

    @Test
    @DisplayName("6.3 the shrinker returns what is cached, without its key")
    void the_shrinker_returns_what_is_cached() {
        Page page = some(kata.get_grouped_page(gpc));
        kata.free_grouped_page(gpc, page);
        long cached = kata.grouped_shrink_count(gpc);

        assertEquals(1, kata.grouped_shrink_scan(gpc, 1));
        assertEquals(cached - 1, kata.grouped_shrink_count(gpc));
        assertEquals(cached - 1, kata.grouped_shrink_scan(gpc, cached));

        assertEquals(0, gpc.keyOf(page.pfn()));
        assertEquals(framesAtFirst, machine.allocator().framesInUse());
    }

    @Test
    @DisplayName("6.3 a process lives on tables of the cache, and all of them come back")
    void a_process_lives_on_tables_of_the_cache() {
        MmStruct mm = machine.newMm();
        machine.syscalls().mmap(mm, 0x10000, 0x4000, VM_READ, VM_WRITE);
        machine.core(0).switchTo(mm);
        machine.core(0).store(0x11000, 1);
        MmInvariants.of(machine).check();

        machine.syscalls().exit(mm);
        machine.rcuBarrier();
        machine.shrink();

        MmInvariants.of(machine).check();
        assertEquals(framesAtFirst, machine.allocator().framesInUse());
    }

    private static Page some(@Nullable Page page) {
        assertNotNull(page, "there is memory enough");
        return page;
    }
}
