package dev.pagewalk.core.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.kernel.Machine;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A slot of swap space lives as long as an entry or the swap cache names it. */
@Tag("quick")
class SwapSpaceTest {
    private final Machine machine = Machine.boot();
    private final SwapSpace swap = machine.swap();

    @Test
    void a_slot_holds_what_it_was_made_with() {
        Pte entry = swap.swapped(42);

        assertTrue(swap.isSlot(entry));
        assertEquals(1, swap.count(entry));
        assertEquals(42, swap.peekWord(entry, 0));
        assertEquals(0, swap.peekWord(entry, 1));
        assertNull(swap.lookup_swap_cache(entry));
    }

    @Test
    void a_slot_is_free_again_when_its_last_entry_is() {
        Pte entry = swap.swapped(1);
        Pte other = swap.swapped(2);
        swap.swap_duplicate(entry);

        swap.swap_free(entry);
        assertTrue(swap.isSlot(entry));
        swap.swap_free(entry);

        assertFalse(swap.isSlot(entry));
        assertEquals(0, swap.count(entry));
        assertEquals(List.of(other.word()), swap.inUse().stream().map(Pte::word).toList());
        assertThrows(RuleBroken.class, () -> swap.swap_free(entry));
        assertEquals(entry.word(), swap.swapped(3).word());
    }

    @Test
    void what_is_no_swap_entry_names_no_slot() {
        swap.swapped(1);

        assertFalse(swap.isSlot(Pte.NONE));
        assertFalse(swap.isSlot(new Pte(2 << PgtableTypes.PAGE_SHIFT)));
        assertFalse(swap.isSlot(new Pte(1 << PgtableTypes.PAGE_SHIFT | PgtableTypes._PAGE_PRESENT)));
    }

    @Test
    void a_page_on_its_way_out_is_found_in_the_cache_with_all_its_words() {
        Page page = anonymous();
        machine.memory().store(page.address() + 8, 7);
        Pte entry = swap.add_to_swap(page);

        assertEquals(page, swap.lookup_swap_cache(entry));
        assertEquals(page, swap.cached(entry));
        assertEquals(7, swap.peekWord(entry, 1));
        assertEquals(2, swap.count(entry));
    }

    @Test
    void the_last_user_writes_the_page_out_and_frees_it() {
        Page page = anonymous();
        machine.memory().store(page.address() + 8 * 511, 7);
        Pte entry = swap.add_to_swap(page);

        swap.free_page_and_swap_cache(page);

        assertFalse(machine.pages().isInUse(page.pfn()));
        assertNull(swap.cached(entry));
        assertEquals(1, swap.count(entry));
        assertEquals(7, swap.peekWord(entry, 511));
        Page fresh = machine.alloc();
        swap.swap_read(entry, fresh);
        assertEquals(7, machine.memory().load(fresh.address() + 8 * 511));
    }

    @Test
    void a_page_leaves_the_cache_when_no_entry_names_its_slot() {
        Page page = anonymous();
        assertTrue(swap.try_to_free_swap(page));
        Pte entry = swap.add_to_swap(page);
        assertFalse(swap.try_to_free_swap(page));

        swap.swap_free(entry);

        assertTrue(swap.try_to_free_swap(page));
        assertFalse(page.is(PageFlag.PageSwapCache));
        assertEquals(0, page.swapSlot());
        assertEquals(List.of(), swap.inUse());
    }

    @Test
    void a_slot_that_cannot_be_had_changes_nothing() {
        Page page = anonymous();
        machine.platform().failures().failAt(1);

        assertEquals(Pte.NONE.word(), swap.add_to_swap(page).word());

        assertFalse(page.is(PageFlag.PageSwapCache));
        assertEquals(1, page.refRead());
        assertEquals(List.of(), swap.inUse());
    }

    private Page anonymous() {
        Page page = machine.alloc();
        page.set(PageFlag.PageAnon);
        return page;
    }
}
