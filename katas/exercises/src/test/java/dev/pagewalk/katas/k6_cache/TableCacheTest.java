package dev.pagewalk.katas.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.core.mm.PageFlag.PageTable;
import static dev.pagewalk.core.mm.ProtectionKeys.PKS_KEY_PG_TABLES;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kata 6 from one page to whole processes. The picture is handout 6's; races are looked at by the hidden checks. */
@ExtendWith(SceneExtension.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
class TableCacheTest {
    private static final long STALE = 0x8000_0000_0000_0067L;

    private final TableCache kata = new TableCacheKata();
    private final Machine machine = Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(kata)));
    private final GroupedPageCache gpc = machine.platform().tableCache();
    private final long framesAtFirst = machine.allocator().framesInUse();

    @Test
    @DisplayName("6.1 a. a table is marked while it is in use, and all zero each time it is handed out")
    void a_table_is_marked_and_zeroed() {
        Page table = table(GFP_KERNEL);
        assertTrue(table.is(PageTable), "PageTable after alloc_table");
        machine.memory().poke(table.address() + 8, STALE);

        kata.free_table(table);

        assertFalse(table.is(PageTable), "PageTable after free_table");
        Page next = table(GFP_KERNEL);
        assertEquals("0x0", hex(machine.memory().peek(next.address() + 8)), "entry 1 of the next table, " + next);
    }

    @Test
    @DisplayName("6.1 b. a table of a process is charged, and its charge is taken back")
    void a_table_of_a_process_is_charged() {
        Page table = table(GFP_PGTABLE_USER);
        assertEquals(1, machine.platform().memcg().charged(), "pages charged after alloc_table(GFP_PGTABLE_USER)");

        kata.free_table(table);

        assertEquals(0, machine.platform().memcg().charged(), "pages charged after free_table");
    }

    @Test
    @DisplayName("6.1 c. a table that is freed goes to the cache, with its key, and not to the buddy allocator")
    void a_table_that_is_freed_goes_to_the_cache() {
        Page table = table(GFP_KERNEL);
        assertPages(1);

        kata.free_table(table);

        assertTrue(cached().contains(table), table + " is in the cache after free_table");
        assertEquals(PKS_KEY_PG_TABLES, gpc.keyOf(table.pfn()), "key of " + table + " in the cache");
        assertPages(0);
    }

    @Test
    @DisplayName("6.1 d. where the group has no room there is no table, and its page is not lost")
    void where_the_group_has_no_room_there_is_no_table() {
        kata.free_table(table(GFP_KERNEL));
        machine.platform().failures().failAt(1); // a page is cached: the next to ask for something is the charge

        Page refused = kata.alloc_table(gpc, GFP_PGTABLE_USER);

        assertNull(refused, "alloc_table, where __memcg_kmem_charge_page did not return 0");
        assertEquals(0, machine.platform().memcg().charged(), "pages charged");
        assertPages(0);
        cached().forEach(page -> assertFalse(page.is(PageTable), "PageTable of " + page + ", which is cached"));
    }

    @Test
    @DisplayName("6.2 a. one block serves many tables, and no CPU can write one of them")
    void one_block_serves_many_tables() {
        for (int i = 0; i < 16; i++) {
            Page page = some("get_grouped_page", kata.get_grouped_page(gpc));
            Cpu cpu = machine.core(1).cpu();
            assertEquals(Cpu.FAULT, cpu.translate(PgtableTypes.PAGE_OFFSET + page.address(), Access.WRITE), "a write to " + page + " faults");
            assertEquals(1, page.refRead(), "reference count of " + page + " (a block is no pages yet: split_page)");
        }

        long blocks = machine.platform().pmu().get(Event.BLOCK_ALLOC);
        assertTrue(blocks < 16, "a block each is too many: " + blocks + " for 16 pages");
        assertTrue(machine.platform().pmu().get(Event.DIRECT_MAP_SPLIT) <= blocks, "no more splits than blocks");
        assertPages(16);
    }

    @Test
    @DisplayName("6.2 b. under a spinlock a page comes without a block, and goes back")
    void under_a_spinlock_a_page_comes_without_a_block() {
        Page table = some("get_grouped_page_atomic", kata.get_grouped_page_atomic(gpc));
        table.lock().lock();

        Page page = some("get_grouped_page_atomic", kata.get_grouped_page_atomic(gpc));
        kata.free_grouped_page(gpc, page);

        table.lock().unlock();
        assertEquals(0, machine.platform().pmu().get(Event.BLOCK_ALLOC), "blocks taken from the buddy allocator");
        assertEquals(PKS_KEY_PG_TABLES, gpc.keyOf(page.pfn()), "key of " + page + " in the cache");
        assertPages(1);
    }

    @Test
    @DisplayName("6.3 a. the shrinker returns what is cached, without its key")
    void the_shrinker_returns_what_is_cached() {
        Page page = some("get_grouped_page", kata.get_grouped_page(gpc));
        kata.free_grouped_page(gpc, page);
        long cached = kata.grouped_shrink_count(gpc);

        assertEquals(1, kata.grouped_shrink_scan(gpc, 1), "grouped_shrink_scan(1)");
        assertEquals(cached - 1, kata.grouped_shrink_count(gpc), "grouped_shrink_count, when 1 of " + cached + " was returned");
        assertEquals(cached - 1, kata.grouped_shrink_scan(gpc, cached), "grouped_shrink_scan(" + cached + ")");

        assertNothingIsLeft();
    }

    @Test
    @DisplayName("6.3 b. a process lives on tables of the cache, and all of them come back")
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
        assertNothingIsLeft();
    }

    private Page table(int gfp) {
        return some("alloc_table", kata.alloc_table(gpc, gfp));
    }

    private static Page some(String call, @Nullable Page page) {
        assertNotNull(page, call + " returned null, but there is memory enough");
        return page;
    }

    private List<Page> cached() {
        List<Page> pages = new ArrayList<>();
        gpc.cached().forEach(pages::add);
        return pages;
    }

    /** Of the pages that were taken from the buddy allocator so many are in use, and all others are cached. */
    private void assertPages(int inUse) {
        long taken = machine.allocator().framesInUse() - framesAtFirst;
        assertEquals(inUse, taken - cached().size(), "pages taken from the buddy allocator that are not in the cache");
    }

    /** All memory is back in the buddy allocator, and nobody will find a key on a page that he gets from there. */
    private void assertNothingIsLeft() {
        assertEquals(0, machine.allocator().framesInUse() - framesAtFirst, "frames that did not come back");
        for (long pfn = 1; pfn <= machine.allocator().framesManaged(); pfn++) {
            assertEquals(0, gpc.keyOf(pfn), "key of frame " + hex(pfn) + ", which is free");
        }
    }

    private static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }
}
