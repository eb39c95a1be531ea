package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is cached stays until it is invalidated, and exactly then goes. */
@Tag("quick")
class ForgettingTest extends CachedPages {
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
    void a_large_and_a_small_translation_of_one_address_are_both_forgotten() {
        read(VA);
        paging.poke(VA, 2, 0x4000_0000L | Paging.ALL | Entry.PAGE_SIZE);
        cpu.translate(VA + 0x5000, Access.READ);
        read(VA + 0x9000);

        cpu.invlpg(VA);

        assertTrue(cpu.tlb().entries().isEmpty());
    }
}
