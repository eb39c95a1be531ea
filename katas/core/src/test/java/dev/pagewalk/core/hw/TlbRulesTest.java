package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What a TLB holds, for how long, and what makes way for what. */
@Tag("quick")
class TlbRulesTest {
    private static final long VA = 0x1000;
    private static final long OLD = 0x71_0000;
    private static final long NEW = 0x72_0000;
    /** Pages this far apart share a set of the TLB for 4 KiB. */
    private static final long SAME_SET = 64 * 0x1000;

    private final Picture at = new Picture().page(VA, OLD | Picture.USER_RW);
    private final Cpu cpu = at.cpu;

    @Test
    void a_translation_is_used_until_it_is_invalidated() {
        cpu.load(VA);
        at.entry(VA, 1, NEW | Picture.USER_RW);

        assertEquals(OLD, cpu.translate(VA, Access.READ));
        assertEquals(1, at.count(Event.PAGE_WALK));
        cpu.invlpg(VA);
        assertEquals(NEW, cpu.translate(VA, Access.READ));
        assertEquals(2, at.count(Event.PAGE_WALK));
    }

    @Test
    void loads_and_stores_reach_the_stale_page() {
        at.memory.poke(OLD + 8, 11);
        at.memory.poke(NEW + 8, 22);
        cpu.store(VA, 1);
        at.entry(VA, 1, NEW | Picture.USER_RW);

        assertEquals(11, cpu.load(VA + 8));
        assertEquals(11, cpu.load(VA + 8));
        cpu.store(VA + 16, 33);
        assertEquals(33, at.memory.peek(OLD + 16));
        cpu.invlpg(VA);
        assertEquals(22, cpu.load(VA + 8));
        assertEquals(0, cpu.load(VA + 16));
    }

    @Test
    void each_word_of_a_page_is_found_on_the_fast_path_too() {
        cpu.store(VA, 1);
        cpu.store(VA + 8, 2);
        cpu.store(VA + 0xff8, 3);

        for (int time = 0; time < 2; time++) {
            assertEquals(List.of(1L, 2L, 3L), List.of(cpu.load(VA), cpu.load(VA + 8), cpu.load(VA + 0xff8)));
        }
    }

    @Test
    void a_load_from_a_page_that_was_zero_sees_the_first_store_by_another_way() {
        at.page(0x2000, OLD | Picture.USER_RW);
        assertEquals(0, cpu.load(VA));
        assertEquals(0, cpu.load(VA));

        cpu.store(0x2000, 5);

        assertEquals(5, cpu.load(VA));
    }

    @Test
    void loads_from_large_and_global_pages_see_what_memory_holds() {
        at.with(Bits.CR4_PGE).page2M(0x4000_0000, 0x80_0000 | Picture.USER_RW)
                .page(0x2000, NEW | Picture.USER_RW | Entry.GLOBAL);
        at.memory.poke(0x81_2008, 7);
        at.memory.poke(NEW + 8, 8);

        for (int time = 0; time < 2; time++) {
            assertEquals(7, cpu.load(0x4001_2008));
            assertEquals(8, cpu.load(0x2008));
        }
    }

    @Test
    void an_access_that_succeeds_ends_the_report_of_the_fault_before() {
        at.memory.poke(OLD, 42);
        cpu.load(VA);
        for (Access access : Access.values()) {
            cpu.load(0x9000);
            assertEquals(true, cpu.hasFault());
            cpu.translate(VA, access);
            assertEquals(false, cpu.hasFault());
        }
        cpu.load(VA);
        cpu.load(0x9000);

        assertEquals(42, cpu.load(VA));

        assertEquals(false, cpu.hasFault());
    }

    @Test
    void an_entry_shows_all_that_it_knows() {
        at.with(Bits.CR4_PGE);
        long key = Entry.ofKey(9);
        at.page(0x2000, NEW | Picture.KERNEL_RW | Entry.GLOBAL | key).page2M(0x4000_0000, 0x80_0000 | Picture.USER_RO)
                .page1G(0x8000_0000L, 0x4000_0000 | Picture.USER_RW | Entry.EXECUTE_DISABLE);

        cpu.load(VA + 0x10);
        cpu.store(0x2000, 1);
        cpu.load(0x4012_3450);
        cpu.load(0x8abc_def0L);

        assertEquals(List.of(
                new TlbEntry(VA, OLD, 0, 1, true, true, false, false, false, 0),
                new TlbEntry(0x4000_0000, 0x80_0000, 0, 2, false, true, false, false, false, 0),
                new TlbEntry(0x8000_0000L, 0x4000_0000, 0, 3, true, true, true, false, false, 0),
                new TlbEntry(0x2000, NEW, 0, 1, true, false, false, true, true, 9)), cpu.tlb().entries());
    }

    @Test
    void pages_of_each_size_hit_owned_and_global() {
        at.with(Bits.CR4_PGE);
        for (long global : new long[] {0, Entry.GLOBAL}) {
            long base = global << 31;
            at.page(base + 0x20_0000, OLD | Picture.USER_RW | global).page2M(base + 0x4000_0000L, 0x80_0000 | Picture.USER_RW | global)
                    .page1G(base + 0x8000_0000L, 0x4000_0000 | Picture.USER_RW | global);
            for (int time = 0; time < 2; time++) {
                assertEquals(OLD + 8, cpu.translate(base + 0x20_0008, Access.WRITE));
                assertEquals(0x81_2340, cpu.translate(base + 0x4001_2340L, Access.WRITE));
                assertEquals(0x4a01_2340, cpu.translate(base + 0x8a01_2340L, Access.WRITE));
            }
        }

        assertEquals(6, at.count(Event.PAGE_WALK));
    }

    @Test
    void g_has_no_meaning_without_pge() {
        at.entry(VA, 1, OLD | Picture.USER_RW | Entry.GLOBAL);

        cpu.load(VA);

        assertEquals(false, cpu.tlb().entries().get(0).global());
    }

    @Test
    void the_fifth_page_of_a_set_replaces_the_first() {
        load(0, 1, 2, 3);
        assertEquals(List.of(0, 1, 2, 3), held());

        load(4);
        assertEquals(List.of(4, 1, 2, 3), held());
        load(5, 6, 7, 8);
        assertEquals(List.of(8, 5, 6, 7), held());
    }

    @Test
    void a_way_that_was_emptied_is_filled_next() {
        load(0, 1, 2, 3);
        cpu.invlpg(VA + 2 * SAME_SET);
        assertEquals(List.of(0, 1, 3), held());

        load(4);
        assertEquals(List.of(0, 1, 4, 3), held());
        load(5);
        assertEquals(List.of(0, 1, 4, 5), held());
    }

    @Test
    void after_a_flush_of_everything_the_first_way_is_filled_first() {
        load(0, 1);
        cpu.invpcid(2, 0, 0);
        assertEquals(List.of(), held());

        load(2, 3, 4, 5);

        assertEquals(List.of(2, 3, 4, 5), held());
    }

    @Test
    void every_way_hits() {
        load(0, 1, 2, 3);
        at.memory.pmu().reset();

        load(3, 2, 1, 0);

        assertEquals(0, at.count(Event.PAGE_WALK));
    }

    @Test
    void neighbours_lie_in_different_sets() {
        for (int page = 0; page < 256; page++) {
            at.page(page * 0x1000L, OLD | Picture.USER_RW);
            cpu.load(page * 0x1000L);
        }

        assertEquals(256, cpu.tlb().entries().size());
    }

    @Test
    void large_pages_have_8_sets_and_huge_ones_2() {
        for (int page = 0; page < 40; page++) {
            at.page2M(0x80_0000_0000L + page * 0x20_0000L, 0x80_0000 | Picture.USER_RW)
                    .page1G(0x100_0000_0000L + page * 0x4000_0000L, 0x4000_0000 | Picture.USER_RW);
            cpu.load(0x80_0000_0000L + page * 0x20_0000L);
            cpu.load(0x100_0000_0000L + page * 0x4000_0000L);
        }

        assertEquals(32, cpu.tlb().entries().stream().filter(entry -> entry.level() == 2).count());
        assertEquals(8, cpu.tlb().entries().stream().filter(entry -> entry.level() == 3).count());
    }

    @Test
    void each_cpu_has_a_tlb_of_its_own() {
        Cpu other = new Cpu(1, at.memory);
        other.writeCr3(Picture.ROOT);
        cpu.load(VA);
        other.load(VA);
        at.entry(VA, 1, NEW | Picture.USER_RW);

        cpu.invlpg(VA);

        assertEquals(NEW, cpu.translate(VA, Access.READ));
        assertEquals(OLD, other.translate(VA, Access.READ));
        assertEquals(1, other.id());
        assertEquals(at.memory, other.memory());
    }

    @Test
    void the_same_address_of_two_pcids_are_two_entries() {
        at.withPcids().pageOfOther(VA, NEW | Picture.USER_RW);
        cpu.load(VA);
        cpu.writeCr3(Picture.OTHER_ROOT | 0xfff);

        assertEquals(NEW, cpu.translate(VA, Access.READ));

        assertEquals(List.of(0, 0xfff), cpu.tlb().entries().stream().map(TlbEntry::pcid).toList());
    }

    @Test
    void the_lowest_address_with_bit_63_faults_whatever_was_cached_before() {
        long notCanonical = 1L << 63;
        at.page(0, OLD | Picture.USER_RW);
        cpu.load(0);
        cpu.invlpg(0);

        assertEquals(Cpu.FAULT, cpu.translate(notCanonical, Access.READ));
    }

    @Test
    void invlpg_of_the_lowest_address_with_bit_63_forgets_nothing_and_breaks_no_later_flush() {
        cpu.load(VA);
        cpu.invlpg(1L << 63);

        cpu.writeCr3(Picture.ROOT);

        assertEquals(List.of(), cpu.tlb().entries());
    }

    private void load(int... pages) {
        for (int page : pages) {
            at.page(VA + page * SAME_SET, OLD | Picture.USER_RW);
            cpu.load(VA + page * SAME_SET);
        }
    }

    private List<Integer> held() {
        return cpu.tlb().entries().stream().map(entry -> (int) ((entry.va() - VA) / SAME_SET)).toList();
    }
}
