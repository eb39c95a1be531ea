package dev.pagewalk.core.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.kernel.Machine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page struct: counts, flags, and what is left of them when the frame is free. */
@Tag("quick")
class PageTest {
    private final Machine machine = Machine.boot();
    private final Page page = machine.alloc();

    @Test
    void a_count_is_exchanged_only_if_it_is_what_was_expected() {
        assertFalse(page.refCas(7, 9));
        assertEquals(1, page.refRead());

        assertTrue(page.refCas(1, 9));

        assertEquals(9, page.refRead());
        page.refSet(1);
        assertEquals(1, page.refRead());
    }

    @Test
    void taking_a_mapping_away_tells_how_many_are_left() {
        page.mapcountInc();
        page.mapcountInc();

        assertEquals(1, page.mapcountDec());
        assertEquals(0, page.mapcountDec());

        assertEquals(0, page.mapcount());
    }

    @Test
    void flags_are_set_and_cleared_one_by_one() {
        page.set(PageFlag.PageAnon);
        page.set(PageFlag.PageSwapCache);

        page.clear(PageFlag.PageAnon);

        assertFalse(page.is(PageFlag.PageAnon));
        assertTrue(page.is(PageFlag.PageSwapCache));
        assertTrue(machine.pages().has(page.pfn(), PageFlag.PageSwapCache));
    }

    @Test
    void an_audit_sees_every_frame_in_use_once_and_no_other() {
        Page freed = machine.alloc();
        machine.allocator().free_page(freed);
        List<Long> used = new ArrayList<>();

        machine.pages().forEachUsed(used::add);

        assertEquals(used.size(), used.stream().distinct().count());
        assertTrue(used.contains(page.pfn()));
        assertFalse(used.contains(freed.pfn()));
        assertTrue(used.stream().allMatch(machine.pages()::isInUse));
    }

    @Test
    void nothing_of_a_freed_page_is_left_for_its_next_user() {
        page.setOwner(0x1230);
        page.set(PageFlag.PageAnon);

        machine.allocator().free_page(page);

        assertEquals(0, machine.pages().peek(page.pfn(), PageField.OWNER));
        assertFalse(machine.pages().has(page.pfn(), PageFlag.PageAnon));
        assertFalse(machine.pages().isInUse(page.pfn()));
    }

    @Test
    void pages_differ_by_frame_and_by_machine() {
        assertNotEquals(page, machine.alloc());
        assertNotEquals(page.hashCode(), machine.alloc().hashCode());
        assertNotEquals(page, Machine.boot().alloc());
    }

    @Test
    void a_frame_that_is_not_installed_has_no_page() {
        long frames = machine.pages().frames();

        assertThrows(RuleBroken.class, () -> machine.pages().page(frames));
        assertThrows(RuleBroken.class, () -> machine.pages().page(-1));
        assertEquals(frames - 1, machine.pages().page(frames - 1).pfn());
        assertFalse(machine.pages().isInUse(frames));
    }

    @Test
    void flags_of_an_address_space_stay_set() {
        MmStruct mm = machine.newMm();
        assertFalse(mm.hasPinned());

        mm.set_bit(MmFlag.MMF_HAS_PINNED);

        assertTrue(mm.hasPinned());
        assertTrue(mm.test_bit(MmFlag.MMF_HAS_PINNED));
        assertFalse(mm.test_bit(MmFlag.MMF_COW_PGTABLE));
    }

    @Test
    void cpus_that_load_an_address_space_are_remembered_until_they_leave_it() {
        MmStruct mm = machine.newMm();
        machine.core(0).switchTo(mm);
        machine.core(2).switchTo(mm);
        assertEquals(0b101, mm.cpumask());

        machine.core(0).switchTo(null);

        assertEquals(0b100, mm.cpumask());
    }
}
