package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.kernel.Machine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Linux's helpers say of a PMD entry, and do to a slot. */
@Tag("quick")
class PgtableTest {
    private static final long LEAF = 0x40_0000L | _PAGE_PRESENT | _PAGE_PSE | _PAGE_RW | _PAGE_USER;
    private static final long SWAP = 0x7000L;

    private final Machine machine = Machine.boot();
    private final MmStruct mm = machine.newMm();
    private final Page table = machine.alloc();
    private final PmdPtr slot = new PmdPtr(machine.pages(), machine.alloc().address());
    private final Pmd shared = slot.of(Pmd.ofTable(table).word() & ~_PAGE_RW);

    @Test
    void an_entry_is_none_a_leaf_swapped_or_a_table() {
        assertEquals("none", kind(slot.of(0)));
        assertEquals("leaf", kind(slot.of(LEAF)));
        assertEquals("swap", kind(slot.of(SWAP)));
        assertEquals("table", kind(Pmd.ofTable(table)));
        assertEquals("table bad", kind(shared));
    }

    @Test
    void a_writable_table_is_kept_and_what_is_bad_is_dropped() {
        slot.set(Pmd.ofTable(table));
        assertFalse(Pgtable.pmd_none_or_clear_bad(slot));
        assertEquals(Pmd.ofTable(table).word(), slot.get().word());

        slot.set(shared);
        assertTrue(Pgtable.pmd_none_or_clear_bad(slot));

        assertTrue(slot.get().isNone());
        assertTrue(Pgtable.pmd_none_or_clear_bad(slot));
    }

    @Test
    void write_protection_changes_one_bit() {
        slot.set(slot.of(Pmd.ofTable(table).word() | _PAGE_ACCESSED));

        Pgtable.pmdp_set_wrprotect(mm, 0, slot);

        assertEquals(shared.word() | _PAGE_ACCESSED, slot.get().word());
    }

    @Test
    void a_childs_slot_gets_what_it_is_given() {
        Pgtable.set_pmd_at(mm, 0, slot, shared);

        assertEquals(shared.word(), slot.get().word());
    }

    @Test
    void both_ways_to_a_tables_lock_lead_to_one_lock() {
        Pgtable.pte_lockptr(mm, shared).lock();

        assertTrue(Pgtable.pte_lockptr(shared).isHeld());
        assertTrue(table.lock().isHeld());
    }

    @Test
    void only_the_first_of_two_fills_a_place_of_an_upper_table() {
        long upper = machine.alloc().address();

        assertTrue(Pgtable.populate(mm, upper, 0, PgtableTypes.PUD_SHIFT, table));
        assertFalse(Pgtable.populate(mm, upper, 0, PgtableTypes.PUD_SHIFT, machine.alloc()));

        assertEquals(table, Pgtable.takeOut(mm, upper, 0, PgtableTypes.PUD_SHIFT));
    }

    @Test
    void the_end_of_2_MiB_and_of_1_GiB_never_overflows() {
        assertEquals(0x20_0000L, Pgtable.pmd_addr_end(0x1f_f000L, 0x40_0000L));
        assertEquals(0x10_0000L, Pgtable.pmd_addr_end(0, 0x10_0000L));
        assertEquals(0x4000_0000L, Pgtable.pud_addr_end(0x1000, 0x8000_0000L));
        assertEquals(MmStruct.TASK_SIZE, Pgtable.pmd_addr_end(MmStruct.TASK_SIZE - 0x1000, MmStruct.TASK_SIZE));
    }

    private static String kind(Pmd pmd) {
        return (Pgtable.pmd_none(pmd) ? "none" : "")
                + (Pgtable.pmd_leaf(pmd) ? "leaf" : "")
                + (Pgtable.is_swap_pmd(pmd) ? "swap" : "")
                + (pmd.isTable() ? "table" + (Pgtable.pmd_bad(pmd) ? " bad" : "") : "");
    }
}
