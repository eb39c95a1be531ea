package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each invariant holds in every state of a table, and is reported, by its own number, when it is broken. */
class MmInvariantsTest {
    private final Scene scene = Scene.empty();
    private MmStruct parent;
    private MmStruct child;
    private PmdPtr slot;
    private Page table;
    private Page page;

    @BeforeEach
    void a_table_shared_by_two() {
        parent = scene.mm();
        Vma vma = scene.vma(parent, BASE, 3, VM_READ, VM_WRITE);
        page = scene.anon(vma, 0);
        scene.file(vma, 1);
        scene.zeroPage(vma, 2);
        child = scene.fork(parent, BASE);
        slot = scene.slot(parent, BASE);
        table = slot.get().page();
    }

    @Test
    void all_hold_while_sharers_come_and_go() {
        assertSound();
        MmStruct second = scene.fork(child, BASE);
        assertSound();
        scene.leave(parent, BASE);
        assertSound();
        scene.leave(second, BASE);
        assertSound();
    }

    @Test
    void a_lost_reference_breaks_I1() {
        table.refSet(1);
        assertBroken(Rule.I1);
    }

    @Test
    void a_count_of_zero_breaks_I3() {
        table.refSet(0);
        assertBroken(Rule.I1, Rule.I3);
    }

    @Test
    void a_slot_that_names_a_free_table_breaks_I4() {
        table.clear(PageFlag.PageTable);
        assertBroken(Rule.I4);
    }

    @Test
    void a_writable_slot_with_an_owner_breaks_I6() {
        scene.leave(child, BASE);
        slot.mkwrite();
        assertBroken(Rule.I6);
    }

    @Test
    void a_writable_slot_of_a_shared_table_breaks_I7() {
        slot.mkwrite();
        assertBroken(Rule.I6, Rule.I7);
    }

    @Test
    void a_writable_entry_for_a_page_that_others_map_breaks_I8() {
        scene.leave(child, BASE);
        table.setOwner(0);
        slot.mkwrite();
        page.mapcountInc();
        assertBroken(Rule.I8, Rule.I15);
    }

    @Test
    void an_owner_that_does_not_name_the_table_breaks_I9() {
        table.setOwner(scene.slot(scene.mm(), BASE).address());
        assertBroken(Rule.I9);
    }

    @Test
    void a_page_that_nobody_is_charged_for_breaks_I12() {
        parent.addRss(RssKind.MM_ANONPAGES, -1);
        assertBroken(Rule.I12);
    }

    @Test
    void a_table_that_is_charged_twice_breaks_I13() {
        Mm.mm_inc_nr_ptes(child);
        assertBroken(Rule.I13);
    }

    @Test
    void a_mapping_that_is_not_counted_breaks_I15() {
        page.mapcountInc();
        assertBroken(Rule.I15);
    }

    @Test
    void a_slot_that_names_a_frame_beyond_memory_breaks_I17() {
        scene.machine().memory().poke(slot.address(), 0xff_ffff_f005L);
        assertTrue(rules().contains(Rule.I17.text()), rules().toString());
    }

    @Test
    void a_violation_says_what_was_expected_and_what_was_found() {
        table.refSet(3);

        RuleBroken broken = assertThrows(RuleBroken.class, scene.invariants()::check);

        assertEquals(
                """
                I1 refcount: a PTE table's refcount is the number of PMD slots that name it
                  expected  refcount 2 of page 0x5, named by mm#1 pmd[0], mm#2 pmd[0]
                  but was   refcount 3""",
                broken.getMessage());
    }

    private void assertSound() {
        assertEquals(List.of(), scene.invariants().violations());
    }

    private void assertBroken(Rule... rules) {
        assertEquals(List.of(rules).stream().map(Rule::text).toList(), rules());
    }

    private List<String> rules() {
        return scene.invariants().violations().stream().map(Violation::rule).distinct().toList();
    }
}
