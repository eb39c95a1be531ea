package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is cached: how much, for whom, and what it allows. */
@Tag("quick")
class TlbTest extends CachedPages {
    @Test
    void rights_of_all_levels_are_cached_together() {
        paging.poke(VA, 3, paging.peek(VA, 3) & ~Entry.WRITABLE);
        read(VA);
        paging.poke(VA, 3, paging.peek(VA, 3) | Entry.WRITABLE);

        read(OTHER);

        TlbEntry table = cpu.pagingStructureCaches().entries().get(0);
        assertFalse(table.writable());
        assertTrue(table.user());
        assertFalse(cpu.store(OTHER, 1));
        assertTrue(cpu.store(OTHER, 1));
    }

    @Test
    void execute_disable_above_a_cached_table_still_counts() {
        paging.poke(VA, 4, paging.peek(VA, 4) | Entry.EXECUTE_DISABLE);
        paging.poke(VA, 2, paging.peek(VA, 2) & ~Entry.USER);
        read(VA);

        cpu.translate(OTHER, Access.READ);

        assertTrue(cpu.pagingStructureCaches().entries().get(0).executeDisable());
        assertFalse(cpu.pagingStructureCaches().entries().get(0).user());
        assertTrue(cpu.pagingStructureCaches().entries().get(1).user());
        assertEquals(Cpu.FAULT, cpu.fetch(OTHER));
    }

    @Test
    void a_write_through_a_translation_that_is_not_dirty_walks_again() {
        read(VA);
        paging.map(VA, NEW, Paging.ALL);

        cpu.store(VA, 6);

        assertEquals(6, paging.memory.peek(NEW));
        assertEquals(List.of(NEW), cpu.tlb().entries().stream().map(TlbEntry::pa).toList());
        assertTrue(cpu.tlb().entries().get(0).dirty());
    }

    @Test
    void a_write_through_a_dirty_translation_does_not_walk() {
        cpu.store(VA, 1);
        paging.map(VA, NEW, Paging.ALL);

        cpu.store(VA, 6);

        assertEquals(6, paging.memory.peek(OLD));
        assertEquals(NEW | Paging.ALL, paging.peek(VA, 1));
    }

    @Test
    void a_set_holds_four_pages_and_then_replaces_the_oldest() {
        long[] pages = sameSet(WAYS + 1);
        for (int i = 0; i < WAYS; i++) {
            read(pages[i]);
        }
        assertEquals(WAYS, cpu.tlb().entries().size());

        read(pages[WAYS]);

        assertEquals(WAYS, cpu.tlb().entries().size());
        assertFalse(isCached(pages[0]));
        assertTrue(isCached(pages[1]) && isCached(pages[2]) && isCached(pages[3]) && isCached(pages[WAYS]));
    }

    @Test
    void a_place_that_was_emptied_is_filled_next() {
        long[] pages = sameSet(WAYS + 1);
        for (int i = 0; i < WAYS; i++) {
            read(pages[i]);
        }

        cpu.invlpg(pages[2]);
        read(pages[WAYS]);

        assertFalse(isCached(pages[2]));
        assertTrue(isCached(pages[0]) && isCached(pages[1]) && isCached(pages[3]) && isCached(pages[WAYS]));
    }

    @Test
    void every_way_of_a_set_is_used_without_a_walk() {
        long[] pages = sameSet(WAYS);
        for (long page : pages) {
            paging.memory.poke(paging.peek(page, 1) & Entry.FRAME, page);
            read(page);
        }
        long walks = paging.count(Event.PAGE_WALK);

        for (long page : pages) {
            assertEquals(page, cpu.load(page));
            assertEquals(page, cpu.load(page));
        }
        assertEquals(walks, paging.count(Event.PAGE_WALK));
    }

    @Test
    void pages_of_different_sets_do_not_replace_each_other() {
        for (int i = 0; i < SETS * WAYS; i++) {
            paging.map(i * 0x1000L, OLD + i * 0x1000L, Paging.ALL);
            read(i * 0x1000L);
        }

        assertEquals(SETS * WAYS, cpu.tlb().entries().size());
        assertEquals(0, cpu.tlb().entries().get(0).va());
    }

    @Test
    void translations_belong_to_their_pcid() {
        usePcids();
        read(VA);
        paging.map(VA, NEW, Paging.ALL);

        cpu.writeCr3(Paging.ROOT | 2);
        assertEquals(NEW, read(VA));
        cpu.writeCr3(Paging.ROOT | 1 | Bits.CR3_NO_FLUSH);
        assertEquals(OLD, read(VA));
        cpu.writeCr3(Paging.ROOT | 1);
        assertEquals(NEW, read(VA));
        assertEquals(Paging.ROOT | 1, cpu.registers().cr3());
    }

    @Test
    void walk_cache_entries_belong_to_their_pcid() {
        usePcids();
        read(VA);
        cpu.writeCr3(Paging.ROOT | 2 | Bits.CR3_NO_FLUSH);
        long before = paging.count(Event.WALK_READ);

        read(OTHER);

        assertEquals(4, paging.count(Event.WALK_READ) - before);
        assertEquals(List.of(2, 2, 2), cpu.pagingStructureCaches().entries().stream().map(TlbEntry::pcid).toList());
    }

    @Test
    void global_pages_are_used_under_every_pcid_and_survive_mov_cr3() {
        usePcids();
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PGE);
        read(KERNEL);
        read(VA);
        paging.map(KERNEL, NEW, Paging.ALL | Entry.GLOBAL);

        cpu.writeCr3(Paging.ROOT | 7);
        cpu.writeCr3(Paging.ROOT | 1);

        assertEquals(OLD, read(KERNEL));
        assertEquals(List.of(KERNEL), cpu.tlb().entries().stream().map(TlbEntry::va).toList());
        assertTrue(cpu.tlb().entries().get(0).global());
    }

    @Test
    void without_pge_no_page_is_global() {
        read(KERNEL);

        cpu.writeCr3(Paging.ROOT);

        assertTrue(cpu.tlb().entries().isEmpty());
        assertEquals(1, paging.count(Event.TLB_FLUSH_PCID));
    }

    @Test
    void no_address_finds_a_place_that_was_emptied() {
        long firstSet = 0x10_0000_0000L;
        paging.map(firstSet, OLD, Paging.ALL);
        paging.memory.poke(OLD, 5);
        cpu.load(firstSet);
        cpu.load(firstSet);
        cpu.invlpg(firstSet);

        assertEquals(0, cpu.load(1L << 63));

        assertTrue(cpu.fault() instanceof GeneralProtection);
        cpu.invpcid(2, 0, 0);
        assertEquals(Cpu.FAULT, read(1L << 63));
        assertTrue(cpu.fault() instanceof GeneralProtection);
    }

    @Test
    void loads_stop_as_soon_as_registers_forbid_them_and_go_on_when_they_allow_them() {
        paging.map(VA, OLD, Paging.ALL | Entry.ofKey(2));
        paging.memory.poke(OLD, 5);
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PKE);
        cpu.setCpl(3);
        cpu.load(VA);
        assertEquals(5, cpu.load(VA));

        cpu.writePkru(1 << 4);
        assertEquals(0, cpu.load(VA));
        assertEquals(PageFault.PRESENT | PageFault.USER | PageFault.KEY, paging.errorCode());
        cpu.writePkru(0);

        assertEquals(5, cpu.load(VA));
        assertEquals(5, cpu.load(VA));
    }

    @Test
    void registers_take_effect_on_cached_translations_at_once() {
        paging.map(VA, OLD, Paging.ALL | Entry.ofKey(3));
        cpu.store(VA, 1);
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PKE);
        assertTrue(cpu.store(VA, 2));

        cpu.writePkru(2 << 6);

        assertFalse(cpu.store(VA, 3));
        assertEquals(PageFault.PRESENT | PageFault.WRITE | PageFault.KEY, paging.errorCode());
        assertEquals(2, cpu.load(VA));
        cpu.writePkru(1 << 6);
        cpu.load(VA);
        assertEquals(PageFault.PRESENT | PageFault.KEY, paging.errorCode());
    }

    @Test
    void wp_takes_effect_on_cached_translations_at_once() {
        paging.map(VA, OLD, Entry.PRESENT | Entry.DIRTY);
        read(VA);
        cpu.writeCr0(cpu.registers().cr0() & ~Bits.CR0_WP);
        assertTrue(cpu.store(VA, 1));

        cpu.writeCr0(cpu.registers().cr0() | Bits.CR0_WP);

        assertFalse(cpu.store(VA, 2));
    }

    @Test
    void pkrs_rules_supervisor_pages_as_soon_as_it_is_written() {
        paging.map(VA, OLD, Entry.PRESENT | Entry.WRITABLE | Entry.ofKey(5));
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PKS);
        assertTrue(cpu.store(VA, 1));

        cpu.writePkrs(2 << 10);

        assertFalse(cpu.store(VA, 2));
        assertEquals(PageFault.PRESENT | PageFault.WRITE | PageFault.KEY, paging.errorCode());
        assertEquals(1, cpu.load(VA));
    }

    @Test
    void a_new_cpu_has_nothing_cached() {
        assertEquals(List.of(), cpu.tlb().entries());
        assertEquals(List.of(), cpu.pagingStructureCaches().entries());
    }

    @Test
    void smap_and_ac_take_effect_on_cached_translations_at_once() {
        paging.memory.poke(OLD, 9);
        assertEquals(9, cpu.load(VA));
        assertEquals(9, cpu.load(VA));

        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_SMAP);
        cpu.load(VA);
        assertEquals(PageFault.PRESENT, paging.errorCode());
        cpu.setAc(true);
        assertEquals(9, cpu.load(VA));
        cpu.setAc(false);
        cpu.setCpl(3);
        assertEquals(9, cpu.load(VA));
    }

    @Test
    void an_entry_shows_what_it_holds() {
        paging.map(VA, OLD, Paging.ALL | Entry.EXECUTE_DISABLE | Entry.DIRTY | Entry.ofKey(7));
        read(VA);

        assertEquals(new TlbEntry(VA, OLD, 0, 1, true, true, true, true, false, 7), cpu.tlb().entries().get(0));
        TlbEntry top = cpu.pagingStructureCaches().entries().get(2);
        assertEquals(4, top.level());
        assertEquals(LinearAddress.base(VA, 4), top.va());
        assertEquals(paging.peek(VA, 4) & Entry.FRAME, top.pa());
    }

    @Test
    void kernel_addresses_are_shown_with_their_sign() {
        read(KERNEL);
        paging.map(KERNEL + (1L << 30), 0x4000_0000L, Paging.ALL, 3);
        read(KERNEL + (1L << 30));

        assertEquals(List.of(KERNEL, KERNEL + (1L << 30)), cpu.tlb().entries().stream().map(TlbEntry::va).toList());
        assertEquals(KERNEL, cpu.pagingStructureCaches().entries().get(0).va());
        assertEquals(LinearAddress.base(KERNEL, 4), cpu.pagingStructureCaches().entries().get(2).va());
    }
}
