package dev.pagewalk.core.hw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The words of the manual: addresses, entries, sizes, error codes. */
@Tag("quick")
class VocabularyTest {

    @Test
    void a_linear_address_is_cut_into_five_indices_of_9_bits() {
        long va = 5L << 48 | 4L << 39 | 3L << 30 | 2L << 21 | 511L << 12 | 0xfff;

        assertEquals(511, LinearAddress.index(va, 1));
        assertEquals(2, LinearAddress.index(va, 2));
        assertEquals(3, LinearAddress.index(va, 3));
        assertEquals(4, LinearAddress.index(va, 4));
        assertEquals(5, LinearAddress.index(va, 5));
    }

    @Test
    void an_entry_covers_512_times_what_one_of_the_level_below_covers() {
        assertEquals(0x1000, LinearAddress.span(1));
        assertEquals(0x20_0000, LinearAddress.span(2));
        assertEquals(0x4000_0000, LinearAddress.span(3));
        assertEquals(0x80_0000_0000L, LinearAddress.span(4));
        assertEquals(0x1_0000_0000_0000L, LinearAddress.span(5));
    }

    @Test
    void the_base_is_the_first_address_that_an_entry_covers() {
        assertEquals(0x1234_5000, LinearAddress.base(0x1234_5678, 1));
        assertEquals(0x1220_0000, LinearAddress.base(0x1234_5678, 2));
        assertEquals(0xffff_ffff_c000_0000L, LinearAddress.base(-1, 3));
    }

    @Test
    void the_canonical_halves_are_smaller_with_4_levels_than_with_5() {
        assertTrue(LinearAddress.isCanonical(0x7fff_ffff_ffffL, 4));
        assertFalse(LinearAddress.isCanonical(0x8000_0000_0000L, 4));
        assertTrue(LinearAddress.isCanonical(0xffff_8000_0000_0000L, 4));
        assertFalse(LinearAddress.isCanonical(0xffff_7fff_ffff_ffffL, 4));
        assertTrue(LinearAddress.isCanonical(0xff_ffff_ffff_ffffL, 5));
        assertFalse(LinearAddress.isCanonical(0x100_0000_0000_0000L, 5));
        assertTrue(LinearAddress.isCanonical(0xff00_0000_0000_0000L, 5));
        assertFalse(LinearAddress.isCanonical(0xfeff_ffff_ffff_ffffL, 5));
    }

    @Test
    void only_entries_of_the_three_lowest_levels_can_be_leaves() {
        assertTrue(Entry.isLeaf(Entry.PRESENT, 1));
        assertFalse(Entry.isLeaf(Entry.PRESENT, 2));
        assertTrue(Entry.isLeaf(Entry.PRESENT | Entry.PAGE_SIZE, 2));
        assertTrue(Entry.isLeaf(Entry.PRESENT | Entry.PAGE_SIZE, 3));
        assertFalse(Entry.isLeaf(Entry.PRESENT | Entry.PAGE_SIZE, 4));
    }

    @Test
    void an_entry_tells_presence_frame_and_key() {
        long entry = 0x12_3456_7000L | Entry.ofKey(13) | Entry.EXECUTE_DISABLE | Entry.PRESENT;

        assertTrue(Entry.isPresent(entry));
        assertFalse(Entry.isPresent(entry & ~Entry.PRESENT));
        assertEquals(0x12_3456_7L, Entry.frame(entry));
        assertEquals(13, Entry.key(entry));
        assertEquals(13L << 59, Entry.ofKey(13));
        assertEquals(Entry.ofKey(1), Entry.ofKey(17));
    }

    @Test
    void a_page_size_is_known_by_the_level_of_its_leaf() {
        assertEquals(PageSize.SIZE_4K, PageSize.ofLevel(1));
        assertEquals(PageSize.SIZE_2M, PageSize.ofLevel(2));
        assertEquals(PageSize.SIZE_1G, PageSize.ofLevel(3));
        assertEquals(3, PageSize.SIZE_1G.level());
        assertEquals(0x20_0000, PageSize.SIZE_2M.bytes());
        assertEquals("4K 2M 1G", PageSize.SIZE_4K + " " + PageSize.SIZE_2M + " " + PageSize.SIZE_1G);
    }

    @Test
    void a_paging_mode_tells_its_levels() {
        assertEquals(4, PagingMode.FOUR_LEVEL.levels());
        assertEquals(5, PagingMode.FIVE_LEVEL.levels());
    }

    @Test
    void the_text_of_a_page_fault_spells_its_error_code() {
        assertEquals("#PF(0x0: not present) at 0x1000", new PageFault(0x1000, 0).text());
        assertEquals("#PF(0x7: P W U) at 0xffff800000000000", new PageFault(0xffff_8000_0000_0000L, 7).text());
        assertEquals("#PF(0x3f: P W U RSVD I PK) at 0x0", new PageFault(0, 0x3f).text());
    }

    @Test
    void each_bit_of_the_error_code_has_one_question() {
        assertEquals("P-----", answers(PageFault.PRESENT));
        assertEquals("-W----", answers(PageFault.WRITE));
        assertEquals("--U---", answers(PageFault.USER));
        assertEquals("---R--", answers(PageFault.RESERVED));
        assertEquals("----I-", answers(PageFault.FETCH));
        assertEquals("-----K", answers(PageFault.KEY));
    }

    @Test
    void a_general_protection_fault_tells_the_rule() {
        GeneralProtection fault = new GeneralProtection("the rule");

        assertEquals(0, fault.errorCode());
        assertEquals("#GP(0): the rule", fault.text());
    }

    private static String answers(int errorCode) {
        PageFault fault = new PageFault(0, errorCode);
        return (fault.isPresent() ? "P" : "-") + (fault.isWrite() ? "W" : "-") + (fault.isUser() ? "U" : "-")
                + (fault.isReserved() ? "R" : "-") + (fault.isFetch() ? "I" : "-") + (fault.isKey() ? "K" : "-");
    }
}
