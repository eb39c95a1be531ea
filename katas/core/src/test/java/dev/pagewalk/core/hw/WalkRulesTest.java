package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** The walk: which entries it reads, what it refuses, which flags it sets, what it learns. */
@Tag("quick")
class WalkRulesTest {
    private static final long VA = 0x7f12_3456_7000L;
    private static final long NEIGHBOUR = VA + 0x1000;
    private static final long HIGH = 0xffff_8000_0000_0000L;
    private static final long PA = 0x71_0000;

    private final Picture at = new Picture().page(VA, PA | Picture.USER_RW);
    private final Cpu cpu = at.cpu;

    @Test
    void a_page_of_4_KiB_keeps_12_bits_of_the_address() {
        assertEquals(PA + 0xabc, cpu.translate(VA + 0xabc, Access.READ));
        assertFalse(cpu.hasFault());
    }

    @Test
    void a_page_of_2_MiB_keeps_21_bits_of_the_address() {
        at.page2M(0x4000_0000, 0x80_0000 | Picture.USER_RW);

        assertEquals(0x80_0000 + 0x12_3456, cpu.translate(0x4012_3456, Access.READ));
        assertEquals(0x80_0000 + 0x1f_ffff, cpu.translate(0x401f_ffff, Access.READ));
        assertEquals(1, at.count(Event.PAGE_WALK));
        assertEquals(3, at.count(Event.WALK_READ));
    }

    @Test
    void a_page_of_1_GiB_keeps_30_bits_of_the_address() {
        at.page1G(0x8000_0000L, 0x4000_0000 | Picture.USER_RW);

        assertEquals(0x4000_0000 + 0x1234_5678, cpu.translate(0x9234_5678L, Access.READ));
        assertEquals(0x7fff_ffffL, cpu.translate(0xbfff_ffffL, Access.READ));
        assertEquals(1, at.count(Event.PAGE_WALK));
        assertEquals(2, at.count(Event.WALK_READ));
    }

    @Test
    void bit_12_of_a_large_leaf_is_pat_and_no_part_of_the_frame() {
        at.page2M(0x4000_0000, 0x80_0000 | 1L << 12 | Picture.USER_RW);

        assertEquals(0x80_0000, cpu.translate(0x4000_0000, Access.READ));
    }

    @Test
    void a_new_cpu_walks_the_tables_at_0_with_the_rights_of_its_registers() {
        PhysicalMemory bare = new PhysicalMemory(40, null);
        bare.poke(0, 0x1000 | Picture.USER_RW);
        bare.poke(0x1000, Picture.KERNEL_RW | Entry.PAGE_SIZE);

        Cpu fresh = new Cpu(0, bare);

        assertEquals(0x3000, fresh.translate(0x3000, Access.READ));
    }

    @Test
    void five_levels_are_walked_while_la57() {
        long va = 0x12_3456_7890_1000L;
        Picture five = Picture.fiveLevel().page(va, PA | Picture.USER_RW);

        assertEquals(PA, five.cpu.translate(va, Access.READ));
        assertEquals(5, five.count(Event.WALK_READ));
        assertEquals(List.of(2, 3, 4, 5), levels(five.cpu));
    }

    @Test
    void an_address_that_is_not_canonical_is_a_general_protection_fault_without_a_walk() {
        assertEquals(Cpu.FAULT, cpu.translate(0x8000_0000_0000L, Access.READ));

        assertEquals(new GeneralProtection(
                "linear address 0x800000000000 is not canonical: its top bits must all equal bit 47"), cpu.fault());
        assertEquals(0, at.count(Event.PAGE_WALK));
        assertEquals(0, at.count(Event.PAGE_FAULT));
    }

    @Test
    void with_five_levels_bit_56_decides_what_is_canonical() {
        Picture five = Picture.fiveLevel();

        assertEquals(Cpu.FAULT, five.cpu.fetch(0x100_0000_0000_0000L));

        assertTrue(five.cpu.fault().text().endsWith("its top bits must all equal bit 56"));
    }

    @Test
    void an_entry_that_is_not_present_ends_the_walk_at_its_level() {
        for (int level = 1; level <= 4; level++) {
            Picture cut = new Picture().page(VA, PA | Picture.USER_RW);
            cut.entry(VA, level, ~Entry.PRESENT);

            assertFalse(cut.cpu.store(VA, 1));

            assertEquals(new PageFault(VA, PageFault.WRITE), cut.cpu.fault());
            assertEquals(5 - level, cut.count(Event.WALK_READ));
            assertEquals(1, cut.count(Event.PAGE_FAULT));
            assertEquals(List.of(), cut.cpu.tlb().entries());
            assertEquals(List.of(), cut.cpu.pagingStructureCaches().entries());
        }
    }

    @Test
    void address_bits_from_maxphyaddr_up_are_reserved_at_every_level() {
        for (int level = 1; level <= 4; level++) {
            assertReserved(level, 1L << 40);
            assertReserved(level, 1L << 51);
        }
        at.entry(VA, 1, 1L << 39 | Picture.USER_RW);
        assertEquals(1L << 39, cpu.translate(VA, Access.READ));
    }

    @Test
    void bits_52_to_62_are_ignored() {
        for (int level = 1; level <= 4; level++) {
            at.entry(VA, level, at.entry(VA, level) | 0x7ffL << 52);
        }

        assertEquals(PA, cpu.translate(VA, Access.READ));
    }

    @Test
    void ps_is_reserved_above_the_level_of_1_GiB_and_pat_in_a_pte() {
        assertReserved(4, Entry.PAGE_SIZE);
        at.entry(VA, 1, at.entry(VA, 1) | Entry.PAGE_SIZE);

        assertEquals(PA, cpu.translate(VA, Access.READ));
    }

    @Test
    void address_bits_below_a_large_frame_are_reserved_but_for_pat() {
        for (int bit = 13; bit < 30; bit++) {
            Picture large = new Picture().page1G(0, 0x4000_0000L | 1L << bit | Picture.USER_RW);
            large.page2M(1L << 39, 0x4000_0000L | 1L << bit | Picture.USER_RW);

            assertEquals(Cpu.FAULT, large.cpu.translate(0, Access.READ));
            assertEquals(new PageFault(0, 0x9), large.cpu.fault());
            assertEquals(bit < 21, large.cpu.translate(1L << 39, Access.READ) == Cpu.FAULT);
        }
    }

    @Test
    void with_52_bits_no_address_bit_is_reserved() {
        Picture wide = new Picture(new PhysicalMemory(52, null), PagingMode.FOUR_LEVEL);
        wide.page(VA, Entry.FRAME | Picture.USER_RW);

        assertEquals(Entry.FRAME, wide.cpu.translate(VA, Access.READ));
    }

    @Test
    void a_read_sets_accessed_on_the_whole_path_and_dirty_nowhere() {
        cpu.load(VA);

        assertFlags(Entry.ACCESSED, Entry.ACCESSED, Entry.ACCESSED, Entry.ACCESSED);
        assertEquals(4, at.count(Event.LOCKED_RMW));
    }

    @Test
    void a_write_sets_dirty_in_the_leaf_alone() {
        cpu.store(VA, 1);

        assertFlags(Picture.SEEN, Entry.ACCESSED, Entry.ACCESSED, Entry.ACCESSED);
        assertEquals(4, at.count(Event.LOCKED_RMW));
    }

    @Test
    void flags_that_are_set_are_not_set_again() {
        cpu.load(VA);
        cpu.invlpg(VA);
        at.memory.pmu().reset();

        cpu.load(VA);

        assertEquals(4, at.count(Event.WALK_READ));
        assertEquals(0, at.count(Event.LOCKED_RMW));
    }

    @Test
    void the_first_write_to_a_cached_clean_page_walks_again_and_sets_dirty() {
        cpu.load(VA);
        assertFalse(cpu.tlb().entries().get(0).dirty());
        at.memory.pmu().reset();

        cpu.store(VA, 1);
        cpu.store(VA, 2);

        assertEquals(1, at.count(Event.PAGE_WALK));
        assertEquals(1, at.count(Event.LOCKED_RMW));
        assertEquals(1, cpu.tlb().entries().size());
        assertTrue(cpu.tlb().entries().get(0).dirty());
        assertFlags(Picture.SEEN, Entry.ACCESSED, Entry.ACCESSED, Entry.ACCESSED);
    }

    @Test
    void a_write_to_a_dirty_page_sets_nothing_but_a_clean_one_is_remembered_as_clean() {
        at.entry(VA, 1, at.entry(VA, 1) | Picture.SEEN);
        cpu.load(VA);
        at.memory.pmu().reset();

        cpu.store(VA, 1);

        assertEquals(0, at.count(Event.PAGE_WALK));
    }

    @Test
    void a_walk_that_faults_sets_and_caches_nothing() {
        cpu.setCpl(3);
        at.entry(VA, 1, PA | Picture.KERNEL_RW);

        cpu.store(VA, 1);

        assertFlags(0, 0, 0, 0);
        assertEquals(0, at.count(Event.LOCKED_RMW));
        assertEquals(List.of(), cpu.tlb().entries());
        assertEquals(List.of(), cpu.pagingStructureCaches().entries());
    }

    @Test
    void the_next_walk_begins_at_the_lowest_table_that_is_known() {
        at.page(NEIGHBOUR, PA + 0x1000 | Picture.USER_RW).page(VA + 0x20_0000, PA | Picture.USER_RW)
                .page(VA + 0x4000_0000, PA | Picture.USER_RW).page(0, PA | Picture.USER_RW);
        assertReads(4, VA);
        assertReads(1, NEIGHBOUR);
        assertReads(2, VA + 0x20_0000);
        assertReads(3, VA + 0x4000_0000);
        assertReads(4, 0);
    }

    @Test
    void the_caches_show_the_tables_from_the_lowest_level_up_with_their_rights() {
        at.entry(VA, 3, at.entry(VA, 3) & ~Entry.WRITABLE | Entry.EXECUTE_DISABLE);
        at.entry(VA, 2, at.entry(VA, 2) & ~Entry.USER);

        cpu.load(VA);

        assertEquals(List.of(
                table(LinearAddress.base(VA, 2), Entry.frame(at.entry(VA, 2)), 2, false, false, true),
                table(LinearAddress.base(VA, 3), Entry.frame(at.entry(VA, 3)), 3, false, true, true),
                table(LinearAddress.base(VA, 4), Entry.frame(at.entry(VA, 4)), 4, true, true, false)),
                cpu.pagingStructureCaches().entries());
    }

    @Test
    void a_walk_from_a_cached_table_keeps_the_rights_of_the_levels_above() {
        at.page(NEIGHBOUR, PA | Picture.USER_RW);
        at.entry(VA, 4, at.entry(VA, 4) & ~Entry.WRITABLE | Entry.EXECUTE_DISABLE);
        cpu.load(VA);

        assertFalse(cpu.store(NEIGHBOUR, 1));
        assertEquals(0x3, cpu.fault().errorCode());
        cpu.load(VA);
        assertEquals(Cpu.FAULT, cpu.fetch(NEIGHBOUR));
        assertEquals(0x11, cpu.fault().errorCode());
    }

    @Test
    void a_cached_table_is_used_until_it_is_invalidated() {
        at.page(NEIGHBOUR, PA | Picture.USER_RW);
        cpu.load(VA);
        at.entry(VA, 3, 0);

        assertEquals(PA, cpu.translate(NEIGHBOUR, Access.READ));
        cpu.invlpg(NEIGHBOUR);
        assertEquals(Cpu.FAULT, cpu.translate(NEIGHBOUR, Access.READ));
    }

    @Test
    void tables_of_the_high_half_are_shown_at_their_address() {
        at.page(HIGH + 0x1000, PA | Picture.USER_RW);

        cpu.load(HIGH + 0x1000);

        assertEquals(HIGH + 0x1000, cpu.tlb().entries().get(0).va());
        assertEquals(List.of(HIGH, HIGH, HIGH), cpu.pagingStructureCaches().entries().stream().map(TlbEntry::va).toList());
    }

    @Test
    void two_regions_32_apart_share_a_place_in_a_cache_and_31_apart_do_not() {
        long first = 0x20_0000;
        at.page(first, PA | Picture.USER_RW).page(first + 31 * 0x20_0000L, PA | Picture.USER_RW)
                .page(first + 32 * 0x20_0000L, PA | Picture.USER_RW);
        cpu.load(first);
        cpu.load(first + 31 * 0x20_0000L);
        assertEquals(List.of(2, 2, 3, 4), levels(cpu));

        cpu.load(first + 32 * 0x20_0000L);

        assertEquals(List.of(first + 31 * 0x20_0000L, first + 32 * 0x20_0000L, 0L, 0L),
                cpu.pagingStructureCaches().entries().stream().map(TlbEntry::va).toList());
    }

    @Test
    void setting_flags_moves_the_line_of_the_entry_to_the_cpu() {
        at.memory.lines().own(7, at.place(VA, 1));
        at.memory.lines().own(7, at.place(VA, 4));

        cpu.load(VA);

        assertEquals(2, at.count(Event.LINE_TRANSFER));
        assertTrue(at.memory.lines().own(7, at.place(VA, 2)));
    }

    private void assertReserved(int level, long bits) {
        Picture bad = new Picture().page(VA, PA | Picture.USER_RW);
        bad.entry(VA, level, bad.entry(VA, level) | bits);

        assertEquals(Cpu.FAULT, bad.cpu.translate(VA, Access.READ), () -> "level " + level + " with " + Long.toHexString(bits));
        assertEquals(new PageFault(VA, 0x9), bad.cpu.fault());
        assertEquals(5 - level, bad.count(Event.WALK_READ));
    }

    private void assertReads(int expected, long va) {
        at.memory.pmu().reset();
        cpu.load(va);
        assertEquals(expected, at.count(Event.WALK_READ));
    }

    private void assertFlags(long... fromLeaf) {
        for (int level = 1; level <= fromLeaf.length; level++) {
            assertEquals(fromLeaf[level - 1], at.entry(VA, level) & Picture.SEEN, "level " + level);
        }
    }

    private static List<Integer> levels(Cpu cpu) {
        return cpu.pagingStructureCaches().entries().stream().map(TlbEntry::level).toList();
    }

    private static TlbEntry table(long va, long frame, int level, boolean writable, boolean user, boolean executeDisable) {
        return new TlbEntry(va, frame << 12, 0, level, writable, user, executeDisable, false, false, 0);
    }
}
