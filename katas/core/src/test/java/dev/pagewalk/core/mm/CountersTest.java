package dev.pagewalk.core.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.kernel.Machine;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Counts, locks and places refuse what would break a rule, and stay as they were. */
@Tag("quick")
class CountersTest {
    private final Machine machine = Machine.boot();
    private final Page page = machine.alloc();

    @Test
    void add_unless_adds_unless() {
        assertFalse(page.refAddUnless(-1, 1));
        assertEquals(1, page.refRead());

        assertEquals(2, page.refIncReturn());
        assertTrue(page.refAddUnless(-1, 1));
        assertEquals(1, page.refRead());
    }

    @Test
    void a_reference_that_is_not_there_cannot_be_dropped() {
        assertEquals(0, page.refDecReturn());

        RuleBroken broken = assertThrows(RuleBroken.class, page::refDecReturn);

        assertTrue(broken.rule().startsWith("I3"), broken.rule());
        assertEquals(0, page.refRead());
    }

    @Test
    void rss_never_becomes_negative() {
        MmStruct mm = machine.newMm();
        mm.addRss(RssKind.MM_ANONPAGES, 1);

        RuleBroken broken = assertThrows(RuleBroken.class, () -> mm.addRss(RssKind.MM_ANONPAGES, -2));

        assertEquals("mm#1 MM_ANONPAGES >= 0", broken.expected());
        assertEquals(1, mm.rss(RssKind.MM_ANONPAGES));
    }

    @Test
    void a_lock_that_is_taken_twice_says_so() {
        page.lock().lock();

        RuleBroken broken = assertThrows(RuleBroken.class, () -> page.lock().lock());

        assertTrue(broken.getMessage().contains("table lock"), broken.getMessage());
        assertTrue(page.lock().isHeld());
    }

    @Test
    void only_the_holder_releases_a_lock() {
        RuleBroken broken = assertThrows(RuleBroken.class, () -> page.lock().unlock());

        assertEquals("nobody holds it", broken.actual());
    }

    @Test
    void a_copy_of_a_slot_is_nobodys_slot() {
        PmdPtr real = new PmdPtr(machine.pages(), page.address());
        real.set(Pmd.ofTable(machine.alloc()));
        PmdPtr copy = PmdPtr.copyOf(real.get());

        copy.wrprotect();

        assertFalse(copy.get().isWrite());
        assertTrue(real.get().isWrite());
        assertTrue(copy.address() != real.address());
    }

    @Test
    void only_a_table_entry_has_a_page() {
        PmdPtr none = new PmdPtr(machine.pages(), page.address());

        RuleBroken broken = assertThrows(RuleBroken.class, () -> none.get().page());

        assertTrue(broken.rule().startsWith("I17"), broken.rule());
    }

    @Test
    void an_entry_is_judged_by_its_own_vma_only() {
        MmStruct mm = machine.newMm();
        Vma vma = new Vma(mm, 0x1000, 0x2000, Set.of());

        assertThrows(RuleBroken.class, () -> Mm.vm_normal_page(vma, 0x2000, Pte.NONE));
    }

    @Test
    void two_vmas_never_overlap() {
        MmStruct mm = machine.newMm();
        mm.add(new Vma(mm, 0x1000, 0x3000, Set.of()));

        assertThrows(RuleBroken.class, () -> mm.add(new Vma(mm, 0x2000, 0x4000, Set.of())));
        assertEquals(1, mm.vmas().size());
    }

    @Test
    void a_page_is_freed_once_and_only_when_nothing_maps_it() {
        page.mapcountInc();
        assertThrows(RuleBroken.class, () -> machine.allocator().free_page(page));
        Page other = machine.alloc();
        machine.allocator().free_page(other);

        RuleBroken twice = assertThrows(RuleBroken.class, () -> machine.allocator().free_page(other));

        assertTrue(twice.rule().startsWith("I26"), twice.rule());
    }
}
