package dev.pagewalk.katas.k5_reclaim;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.PageTables;
import dev.pagewalk.core.kernel.Pgalloc;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.katas.k4_pteref.PteRefKata;
import dev.pagewalk.katas.support.SceneExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kata 5 from its smallest step to the whole, with your own kata 4. The picture is handout 5's. */
@TestMethodOrder(MethodOrderer.DisplayName.class)
class ReclaimTest {
    private final FreeUserPte kata = new ReclaimKata();

    @RegisterExtension
    final SceneExtension scenes = new SceneExtension(() -> Scene.with(MmOps.plain().with(new PteRefKata()).with(kata)));

    @Test
    @DisplayName("5.1 a table that is freed must hold nothing")
    void a_table_that_is_freed_must_hold_nothing(Scene scene) {
        Page frame = scene.machine().alloc();
        Pmd pmd = Pmd.ofTable(frame);

        kata.pte_free_debug(pmd);
        scene.machine().memory().poke(frame.address() + 8 * 300, 0x5a00);

        assertThrows(RuntimeException.class, () -> kata.pte_free_debug(pmd), "pte[300] is a swap entry");
    }

    @Test
    @DisplayName("5.1 the end of a table ends all that its beginning began")
    void the_end_of_a_table(Scene scene) {
        MmStruct mm = scene.mm();
        long frames = scene.machine().allocator().framesInUse();
        Page table = Pgalloc.pte_alloc_one(mm);

        kata.pte_free_rcu(table);

        assertEquals(frames, scene.machine().allocator().framesInUse(), "frames in use");
        assertEquals(0, scene.machine().platform().refs().live(), "percpu_refs that nobody has freed");
    }

    @Test
    @DisplayName("5.2 a dead table is taken out and freed after a grace period")
    void a_dead_table_is_freed(Scene scene) {
        MmStruct mm = scene.mm();
        PmdPtr slot = table(scene, mm, 0);
        Page table = slot.get().page();
        percpu_ref_switch_to_atomic_sync(table.pteRef());

        kata.free_user_pte(mm, slot, BASE);

        assertTrue(slot.get().isNone(), "the slot is none");
        assertEquals(0, mm.nrPtes(), "nr_ptes");
        assertTrue(scene.machine().pages().isInUse(table.pfn()), "the table is there until the grace period is over");
        scene.machine().rcuBarrier();
        assertFalse(scene.machine().pages().isInUse(table.pfn()), "the table is freed");
    }

    @Test
    @DisplayName("5.2 a live table stays")
    void a_live_table_stays(Scene scene) {
        MmStruct mm = scene.mm();
        PmdPtr slot = table(scene, mm, 1);

        kata.free_user_pte(mm, slot, BASE);

        assertTrue(slot.get().isTable(), "the slot names the table");
        assertEquals(1, mm.nrPtes(), "nr_ptes");
    }

    @Test
    @DisplayName("5.3 an empty table goes, another one stays")
    void an_empty_table_goes_another_one_stays(Scene scene) {
        MmStruct mm = scene.mm();
        PmdPtr full = table(scene, mm, 1);
        MmStruct other = scene.mm();
        PmdPtr empty = table(scene, other, 0);

        kata.try_to_free_user_pte(mm, full, BASE + 0x1234, false);
        kata.try_to_free_user_pte(other, empty, BASE + 0x1234, false);

        scene.machine().rcuBarrier();
        assertTrue(full.get().isTable(), "the table with a page in it");
        assertEquals(1, full.get().page().pteRef().total(), "its pte_ref");
        assertTrue(empty.get().isNone(), "the slot of the empty table");
    }

    @Test
    @DisplayName("5.3 a program that gives its memory back keeps no page tables")
    void a_program_that_gives_its_memory_back_keeps_no_page_tables(Scene scene) {
        MmStruct mm = scene.mm();
        scene.machine().syscalls().mmap(mm, BASE, 4 * PMD_SIZE, VM_READ, VM_WRITE);
        scene.machine().core(0).switchTo(mm);
        for (long addr = BASE; addr < BASE + 4 * PMD_SIZE; addr += PMD_SIZE) {
            scene.machine().core(0).store(addr, 42);
        }

        scene.machine().syscalls().madviseDontNeed(mm, BASE, 4 * PMD_SIZE);

        assertEquals(0, mm.nrPtes(), "PTE tables");
        assertEquals(0, scene.machine().core(0).load(BASE), "what is read afterwards");
        scene.machine().rcuBarrier();
    }

    /** The slot of a table with so many pages in it. */
    private static PmdPtr table(Scene scene, MmStruct mm, int pages) {
        Vma vma = scene.vma(mm, BASE, 512, VM_READ, VM_WRITE);
        PmdPtr slot = scene.slot(mm, BASE);
        PageTables.pte_alloc(mm, slot);
        for (int i = 0; i < pages; i++) {
            scene.anon(vma, i);
        }
        return slot;
    }
}
