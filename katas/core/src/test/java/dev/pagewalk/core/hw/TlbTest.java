package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is cached stays until it is invalidated, and exactly then goes. */
@Tag("quick")
class TlbTest {
    private static final long VA = 0x7f12_3456_7000L;
    private static final long OTHER = VA + 0x1000;
    private static final long KERNEL = 0xffff_8880_0000_0000L;
    private static final long OLD = 0x200_0000L;
    private static final long NEW = 0x300_0000L;
    private static final int SETS = 64;
    private static final int WAYS = 4;

    private final Paging paging = new Paging();
    private final Cpu cpu = paging.cpu;

    @BeforeEach
    void map() {
        paging.map(VA, OLD, Paging.ALL);
        paging.map(OTHER, OLD + 0x1000, Paging.ALL);
        paging.map(KERNEL, OLD, Paging.ALL | Entry.GLOBAL);
    }

    @Test
    void a_stale_translation_is_used_until_invlpg() {
        read(VA);
        paging.map(VA, NEW, Paging.ALL);
        assertEquals(OLD, read(VA));

        cpu.invlpg(VA + 0xff8);

        assertEquals(NEW, read(VA));
    }

    @Test
    void invlpg_forgets_one_page_of_the_tlb_and_every_walk_cache_entry() {
        read(VA);
        read(OTHER);
        read(0);

        cpu.invlpg(VA);

        assertEquals(List.of(OTHER), cpu.tlb().entries().stream().map(TlbEntry::va).toList());
        assertEquals(List.of(), cpu.pagingStructureCaches().entries());
        assertEquals(1, paging.count(Event.TLB_FLUSH_PAGE));
    }

    @Test
    void invlpg_forgets_a_large_page_by_any_address_in_it() {
        paging.map(0, 0x4000_0000L, Paging.ALL, 3);
        read(0x1000);

        cpu.invlpg(0x3fff_f000L);

        assertTrue(cpu.tlb().entries().isEmpty());
    }

    @Test
    void invlpg_forgets_global_pages_too_whatever_the_pcid() {
        usePcids();
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PGE);
        read(KERNEL);
        cpu.writeCr3(Paging.ROOT | 5);
        assertEquals(1, cpu.tlb().entries().size());

        cpu.invlpg(KERNEL);

        assertTrue(cpu.tlb().entries().isEmpty());
    }

    @Test
    void invlpg_of_another_pcid_leaves_this_one() {
        usePcids();
        read(VA);
        cpu.writeCr3(Paging.ROOT | 2 | Bits.CR3_NO_FLUSH);

        cpu.invlpg(VA);

        assertEquals(1, cpu.tlb().entries().size());
        assertFalse(cpu.pagingStructureCaches().entries().isEmpty());
    }

    @Test
    void a_page_fault_forgets_what_was_used_for_its_address_so_it_does_not_come_again() {
        paging.map(VA, OLD, Entry.PRESENT);
        read(VA);
        read(OTHER);
        paging.map(VA, OLD, Paging.ALL);
        assertFalse(cpu.store(VA, 1));

        assertTrue(cpu.store(VA, 1));
        assertTrue(cpu.tlb().entries().stream().anyMatch(entry -> entry.va() == OTHER));
    }

    @Test
    void a_page_fault_forgets_a_stale_table() {
        read(VA);
        long elsewhere = 0x900_0000L;
        paging.memory.poke(elsewhere + 8L * LinearAddress.index(VA + 0x2000, 1), NEW | Paging.ALL);
        paging.poke(VA, 2, elsewhere | Paging.ALL);
        assertEquals(Cpu.FAULT, read(VA + 0x2000));

        assertEquals(NEW, read(VA + 0x2000));
    }

    @Test
    void a_page_fault_forgets_a_global_translation_too() {
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PGE);
        paging.map(VA, OLD, Entry.PRESENT | Entry.GLOBAL);
        read(VA);

        assertFalse(cpu.store(VA, 1));

        assertTrue(cpu.tlb().entries().isEmpty());
    }

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
    void invpcid_0_forgets_one_page_of_one_pcid_but_no_global_one() {
        fillForInvpcid();

        assertTrue(cpu.invpcid(0, 1, VA));

        assertEquals("1:other 2:va global", cached());
        assertEquals(1, paging.count(Event.TLB_FLUSH_PAGE));
        cpu.invpcid(0, 1, KERNEL);
        assertEquals("1:other 2:va global", cached());
    }

    @Test
    void invpcid_0_forgets_the_walk_cache_entries_of_its_address_alone() {
        usePcids();
        paging.map(0, OLD, Paging.ALL);
        read(VA);
        read(0);

        cpu.invpcid(0, 2, VA);
        assertEquals(6, cpu.pagingStructureCaches().entries().size());
        cpu.invpcid(0, 1, VA);

        assertEquals(List.of(0L, 0L, 0L), cpu.pagingStructureCaches().entries().stream().map(TlbEntry::va).toList());
    }

    @Test
    void invpcid_1_forgets_one_pcid_but_no_global_page() {
        fillForInvpcid();

        assertTrue(cpu.invpcid(1, 1, VA));

        assertEquals("2:va global", cached());
        assertTrue(cpu.pagingStructureCaches().entries().stream().allMatch(entry -> entry.pcid() == 2));
    }

    @Test
    void invpcid_2_forgets_everything() {
        fillForInvpcid();

        assertTrue(cpu.invpcid(2, 0, 0));

        assertEquals("", cached());
        assertEquals(List.of(), cpu.pagingStructureCaches().entries());
        assertEquals(1, paging.count(Event.TLB_FLUSH_ALL));
    }

    @Test
    void invpcid_3_forgets_everything_but_global_pages() {
        fillForInvpcid();

        assertTrue(cpu.invpcid(3, 0, 0));

        assertEquals("global", cached());
        assertEquals(List.of(), cpu.pagingStructureCaches().entries());
        assertEquals(1, paging.count(Event.TLB_FLUSH_ALL_PCIDS));
    }

    @Test
    void changing_pge_forgets_everything() {
        fillForInvpcid();

        cpu.writeCr4(cpu.registers().cr4() & ~Bits.CR4_PGE);

        assertEquals("", cached());
        assertEquals(List.of(), cpu.pagingStructureCaches().entries());
    }

    @Test
    void clearing_pcide_forgets_everything_and_setting_it_nothing() {
        fillForInvpcid();
        cpu.writeCr4(cpu.registers().cr4() & ~Bits.CR4_PCIDE);
        assertEquals("", cached());
        cpu.writeCr3(Paging.ROOT);
        read(VA);

        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PCIDE);

        assertEquals("0:va", cached());
    }

    @Test
    void setting_smep_forgets_this_pcid_and_global_pages_and_clearing_it_nothing() {
        fillForInvpcid();

        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_SMEP);
        assertEquals("1:other 1:va", cached());
        assertTrue(cpu.pagingStructureCaches().entries().stream().noneMatch(entry -> entry.pcid() == 2));
        cpu.writeCr4(cpu.registers().cr4() & ~Bits.CR4_SMEP);

        assertEquals("1:other 1:va", cached());
    }

    @Test
    void other_bits_of_cr0_cr4_and_efer_forget_nothing() {
        fillForInvpcid();
        String before = cached();

        cpu.writeCr0(cpu.registers().cr0() & ~Bits.CR0_WP);
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_SMAP | Bits.CR4_PKE | Bits.CR4_PKS | Bits.CR4_PSE);
        cpu.writeEfer(Bits.EFER_LME);
        cpu.writePkru(0x5555_5555);
        cpu.writePkrs(0x5555_5555);

        assertEquals(before, cached());
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
    void a_page_fault_forgets_a_stale_top_entry_of_five_levels() {
        Paging five = new Paging(PagingMode.FIVE_LEVEL);
        five.map(VA, OLD, Paging.ALL);
        five.cpu.translate(VA, Access.READ);
        assertEquals(4, five.cpu.pagingStructureCaches().entries().size());

        five.cpu.translate(VA + 0x1000, Access.READ);

        assertEquals(List.of(), five.cpu.pagingStructureCaches().entries());
    }

    @Test
    void after_a_full_flush_sets_are_filled_from_their_first_way_again() {
        long[] pages = sameSet(WAYS);
        read(pages[0]);
        cpu.invpcid(2, 0, 0);
        for (long page : pages) {
            read(page);
        }

        assertEquals(List.of(pages[0], pages[1], pages[2], pages[3]),
                cpu.tlb().entries().stream().map(TlbEntry::va).toList());
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
    void a_large_and_a_small_translation_of_one_address_are_both_forgotten() {
        read(VA);
        paging.poke(VA, 2, 0x4000_0000L | Paging.ALL | Entry.PAGE_SIZE);
        cpu.translate(VA + 0x5000, Access.READ);
        read(VA + 0x9000);

        cpu.invlpg(VA);

        assertTrue(cpu.tlb().entries().isEmpty());
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

    private void usePcids() {
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PCIDE);
        cpu.writeCr3(Paging.ROOT | 1);
        paging.memory.pmu().reset();
    }

    /** PCID 1: two pages; PCID 2, which is current: one; and a global one. */
    private void fillForInvpcid() {
        usePcids();
        cpu.writeCr4(cpu.registers().cr4() | Bits.CR4_PGE);
        read(VA);
        read(OTHER);
        cpu.writeCr3(Paging.ROOT | 2);
        read(VA);
        read(KERNEL);
        paging.memory.pmu().reset();
    }

    private String cached() {
        return String.join(" ", cpu.tlb().entries().stream()
                .map(entry -> entry.global() ? "global" : entry.pcid() + (entry.va() == VA ? ":va" : ":other"))
                .sorted().toList());
    }

    private long[] sameSet(int count) {
        long[] pages = new long[count];
        for (int i = 0; i < count; i++) {
            pages[i] = 0x10_0000_0000L + i * SETS * 0x1000L;
            paging.map(pages[i], OLD + i * 0x1000L, Paging.ALL);
        }
        return pages;
    }

    private boolean isCached(long va) {
        return cpu.tlb().entries().stream().anyMatch(entry -> entry.va() == va);
    }

    private long read(long va) {
        return cpu.translate(va, Access.READ);
    }
}
