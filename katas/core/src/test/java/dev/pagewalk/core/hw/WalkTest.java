package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("quick")
class WalkTest {
    private static final long VA = 0x7f12_3456_7000L;
    private static final long PA = 0x200_0000L;

    private final Paging paging = new Paging();
    private final Cpu cpu = paging.cpu;

    @Test
    void a_store_is_read_back_and_lies_in_the_mapped_frame() {
        paging.map(VA, PA, Paging.ALL);

        boolean stored = cpu.store(VA + 0x18, 42);

        assertTrue(stored);
        assertEquals(42, cpu.load(VA + 0x18));
        assertEquals(42, cpu.load(VA + 0x18));
        assertEquals(0, cpu.load(VA + 0x10));
        assertEquals(42, paging.memory.peek(PA + 0x18));
    }

    @Test
    void a_load_sees_what_others_store_in_a_frame_that_had_no_words_yet() {
        paging.map(VA, PA, Paging.ALL);
        assertEquals(0, cpu.load(VA));
        assertEquals(0, cpu.load(VA));

        paging.memory.poke(PA, 7);

        assertEquals(7, cpu.load(VA));
        paging.memory.clear(PA);
        assertEquals(0, cpu.load(VA));
    }

    @Test
    void a_two_level_larger_page_is_translated_by_its_offset() {
        paging.map(VA & -(1L << 21), 0x4020_0000L, Paging.ALL, 2);
        paging.map(1L << 39, 1L << 30, Paging.ALL, 3);

        assertEquals(0x4020_0000L + (VA & 0x1f_ffff) + 8, cpu.translate(VA + 8, Access.READ));
        assertEquals(0x4020_0000L + (VA & 0x1f_ffff) + 8, cpu.translate(VA + 8, Access.READ));
        assertEquals((1L << 30) + 0x1234_5678L, cpu.translate((1L << 39) + 0x1234_5678L, Access.READ));
        assertEquals((1L << 30) + 0x1234_5678L, cpu.translate((1L << 39) + 0x1234_5678L, Access.READ));
    }

    @Test
    void the_pat_bit_of_a_large_page_is_not_part_of_its_address() {
        paging.map(0, 0x4000_0000L | 1L << 12, Paging.ALL, 2);

        assertEquals(0x4000_0008L, cpu.translate(8, Access.READ));
        assertEquals(0x4000_1008L, cpu.translate(0x1008, Access.READ));
    }

    @Test
    void five_levels_translate_addresses_that_four_refuse() {
        long wide = 0x0012_3456_7890_1000L;
        Paging five = new Paging(PagingMode.FIVE_LEVEL);
        five.map(wide, PA, Paging.ALL);

        assertEquals(PA, five.cpu.translate(wide, Access.READ));
        assertEquals(5, five.count(Event.WALK_READ));
        assertEquals(Cpu.FAULT, cpu.translate(wide, Access.READ));
        assertInstanceOf(GeneralProtection.class, cpu.fault());
    }

    @Test
    void a_reserved_bit_is_found_at_every_level() {
        Paging five = new Paging(PagingMode.FIVE_LEVEL);
        five.map(VA, PA, Paging.ALL);
        for (int level = 5; level >= 1; level--) {
            long entry = five.peek(VA, level);
            five.poke(VA, level, entry | 1L << 51);

            assertEquals(Cpu.FAULT, five.cpu.translate(VA, Access.READ));

            assertEquals(PageFault.PRESENT | PageFault.RESERVED, five.errorCode());
            five.poke(VA, level, entry);
        }
    }

    @Test
    void page_size_is_reserved_above_the_page_directory_pointer_table() {
        Paging five = new Paging(PagingMode.FIVE_LEVEL);
        five.map(VA, PA, Paging.ALL);
        for (int level = 5; level >= 4; level--) {
            long entry = five.peek(VA, level);
            five.poke(VA, level, entry | Entry.PAGE_SIZE);

            assertEquals(Cpu.FAULT, five.cpu.translate(VA, Access.READ));

            assertEquals(PageFault.PRESENT | PageFault.RESERVED, five.errorCode());
            five.poke(VA, level, entry);
        }
    }

    @Test
    void an_address_that_is_not_canonical_is_a_general_protection_fault_and_no_walk() {
        assertEquals(Cpu.FAULT, cpu.translate(0x8000_0000_0000L, Access.WRITE));

        assertEquals("#GP(0): linear address 0x800000000000 is not canonical: its top bits must all equal bit 47",
                cpu.fault().text());
        assertEquals(0, cpu.fault().errorCode());
        assertEquals(0, paging.count(Event.PAGE_WALK));
        assertEquals(0, paging.count(Event.PAGE_FAULT));
    }

    @Test
    void the_last_canonical_addresses_of_both_halves_are_walked() {
        for (long va : new long[] {0x7fff_ffff_f000L, 0xffff_8000_0000_0000L, -4096}) {
            paging.map(va, PA, Paging.ALL);
            assertEquals(PA, cpu.translate(va, Access.READ));
        }
        cpu.translate(0xffff_7fff_ffff_f000L, Access.READ);

        assertInstanceOf(GeneralProtection.class, cpu.fault());
    }

    @Test
    void a_walk_sets_accessed_everywhere_and_dirty_in_the_leaf_of_a_write() {
        paging.map(VA, PA, Paging.ALL);

        cpu.load(VA);
        long afterLoad = paging.peek(VA, 1);
        long locked = paging.count(Event.LOCKED_RMW);
        cpu.store(VA, 1);

        for (int level = 4; level >= 2; level--) {
            assertEquals(Entry.ACCESSED, paging.peek(VA, level) & (Entry.ACCESSED | Entry.DIRTY));
        }
        assertEquals(PA | Paging.ALL | Entry.ACCESSED, afterLoad);
        assertEquals(PA | Paging.ALL | Entry.ACCESSED | Entry.DIRTY, paging.peek(VA, 1));
        assertEquals(4, locked);
        assertEquals(5, paging.count(Event.LOCKED_RMW));
    }

    @Test
    void flags_that_are_set_already_are_not_written_again() {
        paging.map(VA, PA, Paging.ALL | Entry.ACCESSED | Entry.DIRTY);
        cpu.load(VA);
        long before = paging.count(Event.LOCKED_RMW);

        cpu.store(VA, 1);

        assertEquals(3, before);
        assertEquals(3, paging.count(Event.LOCKED_RMW));
    }

    @Test
    void a_fault_leaves_every_entry_as_it_was() {
        paging.map(VA, PA, Entry.PRESENT | Entry.USER);

        boolean stored = cpu.store(VA, 1);

        assertFalse(stored);
        assertEquals(PageFault.PRESENT | PageFault.WRITE, paging.errorCode());
        for (int level = 4; level >= 1; level--) {
            assertEquals(0, paging.peek(VA, level) & (Entry.ACCESSED | Entry.DIRTY));
        }
        assertEquals(0, paging.memory.peek(PA));
        assertEquals(1, paging.count(Event.PAGE_FAULT));
    }

    @Test
    void a_page_fault_carries_its_address_and_reads_like_a_sentence() {
        cpu.setCpl(3);

        assertEquals(0, cpu.load(VA + 8));

        PageFault fault = (PageFault) cpu.fault();
        assertEquals(VA + 8, fault.address());
        assertTrue(fault.isUser() && !fault.isPresent() && !fault.isWrite() && !fault.isFetch());
        assertTrue(!fault.isReserved() && !fault.isKey());
        assertEquals("#PF(0x4: U) at 0x7f1234567008", fault.text());
        assertEquals("#PF(0x0: not present) at 0x8", new PageFault(8, 0).text());
        assertEquals("#PF(0x3b: P W RSVD I PK) at 0x8", new PageFault(8, 0x3b).text());
    }

    @Test
    void each_predicate_of_a_page_fault_reads_its_own_bit() {
        assertTrue(new PageFault(0, 1).isPresent());
        assertTrue(new PageFault(0, 2).isWrite());
        assertTrue(new PageFault(0, 4).isUser());
        assertTrue(new PageFault(0, 8).isReserved());
        assertTrue(new PageFault(0, 16).isFetch());
        assertTrue(new PageFault(0, 32).isKey());
        assertFalse(new PageFault(0, 0x3b).isUser());
    }

    @Test
    void a_fault_is_over_when_the_next_access_succeeds() {
        paging.map(VA, PA, Paging.ALL);
        paging.memory.poke(PA, 5);
        cpu.load(0);
        assertTrue(cpu.hasFault());

        assertEquals(5, cpu.load(VA));

        assertFalse(cpu.hasFault());
        String message = assertThrows(IllegalStateException.class, cpu::fault).getMessage();
        assertEquals("the last instruction of CPU 0 raised no exception: ask hasFault() first", message);
    }

    @Test
    void a_fault_is_over_when_the_next_load_hits_the_tlb() {
        paging.map(VA, PA, Paging.ALL);
        paging.memory.poke(PA, 5);
        cpu.load(VA);
        cpu.load(VA);
        cpu.load(0);

        assertEquals(5, cpu.load(VA));

        assertFalse(cpu.hasFault());
    }

    @Test
    void a_misaligned_load_is_a_programming_error_on_a_hit_too() {
        paging.map(VA, PA, Paging.ALL);
        paging.memory.poke(PA, 5);
        cpu.load(VA);
        cpu.load(VA);

        assertThrows(IllegalArgumentException.class, () -> cpu.load(VA + 4));
    }

    @Test
    void a_misaligned_load_or_store_is_a_programming_error() {
        paging.map(VA, PA, Paging.ALL);

        String message = assertThrows(IllegalArgumentException.class, () -> cpu.load(VA + 4)).getMessage();

        assertTrue(message.startsWith("linear address 0x7f1234567004 is not a multiple of 8"), message);
        message = assertThrows(IllegalArgumentException.class, () -> cpu.store(VA + 1, 0)).getMessage();
        assertTrue(message.startsWith("linear address 0x7f1234567001 is not a multiple of 8"), message);
        assertEquals(PA + 1, cpu.translate(VA + 1, Access.READ));
    }

    @Test
    void a_walk_reads_one_entry_per_level_and_begins_lower_when_it_knows_the_table() {
        paging.map(VA, PA, Paging.ALL);
        paging.map(VA + 0x1000, PA, Paging.ALL);
        cpu.load(VA);
        long first = paging.count(Event.WALK_READ);

        cpu.load(VA + 0x1000);
        cpu.load(VA + 0x1000);

        assertEquals(4, first);
        assertEquals(5, paging.count(Event.WALK_READ));
        assertEquals(2, paging.count(Event.PAGE_WALK));
    }

    @Test
    void each_walk_cache_lets_a_walk_begin_at_its_level() {
        for (long va : new long[] {0, 1L << 21, 1L << 30, 1L << 39}) {
            paging.map(va, PA, Paging.ALL);
        }
        long[] reads = new long[4];
        for (int i = 0; i < 4; i++) {
            long before = paging.count(Event.WALK_READ);
            cpu.load(i == 0 ? 0 : 1L << 12 + 9 * i);
            reads[i] = paging.count(Event.WALK_READ) - before;
        }

        assertEquals("[4, 2, 3, 4]", java.util.Arrays.toString(reads));
    }

    @Test
    void fetching_gives_the_physical_address_of_the_instruction() {
        paging.map(VA, PA, Paging.ALL);
        paging.map(VA + 0x1000, PA, Paging.ALL | Entry.EXECUTE_DISABLE);

        assertEquals(PA + 4, cpu.fetch(VA + 4));
        assertEquals(Cpu.FAULT, cpu.fetch(VA + 0x1000));
        assertEquals(PageFault.PRESENT | PageFault.FETCH, paging.errorCode());
    }

    @Test
    void entries_know_their_bits() {
        assertEquals(9, Entry.key(Entry.ofKey(9)));
        assertEquals(0, Entry.key(~Entry.ofKey(15)));
        assertEquals(0x1234, Entry.frame(0x123_4000L | Entry.EXECUTE_DISABLE | 0xfff));
        assertEquals("PML5E PDPTE PTE", Entry.name(5) + " " + Entry.name(3) + " " + Entry.name(1));
        assertTrue(Entry.isLeaf(Entry.PRESENT, 1) && Entry.isLeaf(Entry.PAGE_SIZE, 3));
        assertFalse(Entry.isLeaf(Entry.PAGE_SIZE, 4) || Entry.isLeaf(Entry.PRESENT, 2));
        assertEquals(PageSize.SIZE_2M, PageSize.ofLevel(2));
        assertEquals(1L << 30, PageSize.SIZE_1G.bytes());
        assertEquals("4K", PageSize.SIZE_4K.toString());
        assertEquals(0x7f12_3440_0000L, LinearAddress.base(VA, 2));
    }
}
