package dev.pagewalk.katas.k1_refcount;

import static dev.pagewalk.core.mm.Pgtable.pmd_clear;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.RssKind.MM_ANONPAGES;
import static dev.pagewalk.core.mm.RssKind.MM_FILEPAGES;
import static dev.pagewalk.core.mm.RssKind.MM_SHMEMPAGES;
import static dev.pagewalk.core.mm.VmFlag.VM_PFNMAP;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.RefcountStories;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.katas.support.EveryOrder;
import dev.pagewalk.katas.support.SceneExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kata 1 from its smallest step to the whole. The picture before each test is handout 1's. */
@ExtendWith(SceneExtension.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
class RefcountTest {
    private final CowPteRefcount kata = new RefcountKata();

    private MmStruct parent;
    private Vma vma;

    /** One address space, one table, two anonymous pages in it. */
    @BeforeEach
    void set_up(Scene scene) {
        parent = scene.mm();
        vma = scene.vma(parent, BASE, 4, VM_READ, VM_WRITE);
        scene.anon(vma, 0);
        scene.anon(vma, 1);
    }

    @Test
    @DisplayName("1.1 a second slot that names the table makes its count 2")
    void a_second_slot_makes_the_count_two(Scene scene) {
        MmStruct child = scene.fork(parent, BASE);
        PmdPtr slot = scene.slot(parent, BASE);
        assertEquals(2, kata.cow_pte_count(slot), "count with two slots");

        MmStruct second = scene.mm();
        scene.vma(second, BASE, 4, VM_READ, VM_WRITE);
        int count = kata.pmd_get_pte(slot);
        scene.slot(second, BASE).set(slot.get());

        assertEquals(3, count, "what pmd_get_pte returned");
        assertEquals(3, kata.cow_pte_count(scene.slot(child, BASE)), "count, asked through the child's slot");
    }

    @Test
    @DisplayName("1.2 the owner is a slot, known by its address")
    void the_owner_is_a_slot_known_by_its_address(Scene scene) {
        MmStruct child = scene.fork(parent, BASE);
        PmdPtr slot = scene.slot(parent, BASE);
        PmdPtr sameSlot = scene.slot(parent, BASE);

        kata.set_cow_pte_owner(slot, slot);

        assertTrue(kata.cow_pte_owner_is_same(slot, sameSlot), "the same slot in another PmdPtr");
        assertFalse(kata.cow_pte_owner_is_same(slot, scene.slot(child, BASE)), "the child's slot");
        assertFalse(kata.cow_pte_owner_is_same(slot, null), "no owner");
    }

    @Test
    @DisplayName("1.3 a. RSS counts each normal page as its own kind")
    void rss_counts_each_normal_page_as_its_own_kind(Scene scene) {
        scene.file(vma, 2);
        scene.zeroPage(vma, 3);
        PmdPtr slot = scene.slot(parent, BASE);

        kata.cow_pte_rss(parent, vma, slot, BASE, BASE + PMD_SIZE, false);

        assertEquals(0, parent.rss(MM_ANONPAGES), "anonymous pages: 2 were charged");
        assertEquals(0, parent.rss(MM_FILEPAGES), "file pages: 1 was charged");
        assertEquals(0, parent.rss(MM_SHMEMPAGES), "shared memory: none; and the zero page does not count");
        kata.cow_pte_rss(parent, vma, slot, BASE, BASE + PMD_SIZE, true);
    }

    @Test
    @DisplayName("1.3 b. a table may serve several VMAs: each entry is judged by its own")
    void each_entry_is_judged_by_its_own_vma(Scene scene) {
        scene.file(scene.vma(parent, BASE + 8 * PAGE_SIZE, 2, VM_READ), 0);
        scene.device(scene.vma(parent, BASE + 16 * PAGE_SIZE, 1, VM_READ, VM_WRITE, VM_PFNMAP), 0);
        PmdPtr slot = scene.slot(parent, BASE);

        kata.cow_pte_rss(parent, vma, slot, BASE, BASE + PMD_SIZE, false);

        assertEquals(0, parent.rss(MM_ANONPAGES), "anonymous pages: 2 in the first VMA");
        assertEquals(0, parent.rss(MM_FILEPAGES), "file pages: 1 in the second VMA; device memory in the third does not count");
        kata.cow_pte_rss(parent, vma, slot, BASE, BASE + PMD_SIZE, true);
    }

    @Test
    @DisplayName("1.4 the last slot takes an orphan back and pays for it")
    void the_last_slot_takes_an_orphan_back(Scene scene) {
        MmStruct child = scene.fork(parent, BASE);
        scene.leave(parent, BASE);
        PmdPtr slot = scene.slot(child, BASE);

        kata.cow_pte_fallback(child.find_vma(BASE), slot, BASE);

        assertTrue(slot.get().isWrite(), "the slot is writable again");
        assertEquals(2, child.rss(MM_ANONPAGES), "RSS of the child");
        assertEquals(1, child.nrPtes(), "PTE tables charged to the child");
    }

    @Test
    @DisplayName("1.5 a. of two sharers that put, the last one keeps the table")
    void of_two_sharers_that_put_the_last_keeps_the_table(Scene scene) {
        MmStruct child = scene.fork(parent, BASE);
        PmdPtr last = scene.slot(parent, BASE);
        PmdPtr first = scene.slot(child, BASE);

        assertEquals(0, kata.pmd_put_pte(child.find_vma(BASE), first, BASE, true), "0: the reference is dropped");
        pmd_clear(first);
        assertEquals(1, kata.pmd_put_pte(vma, last, BASE, true), "1: the last slot takes the table back");

        assertTrue(last.get().isWrite(), "the slot is writable again");
        assertEquals(0, kata.pmd_put_pte(vma, last, BASE, false), "without reuse the last reference stays");
    }

    @Test
    @DisplayName("1.5 b. of two sharers that put at the same time, in any order, one keeps the table")
    void of_two_that_put_at_the_same_time_one_keeps_the_table() {
        EveryOrder.of(RefcountStories.twoPuts(RefcountKata::new));
    }
}
