package dev.pagewalk.katas.k4_pteref;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_get;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_percpu;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.kernel.PageTables;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PercpuRef;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.katas.support.SceneExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kata 4 from its smallest step to the whole. The picture is handout 4's. */
@TestMethodOrder(MethodOrderer.DisplayName.class)
class PteRefTest {
    private static final long PAGE = 0x1000;

    private final PteRef kata = new PteRefKata();
    private final Helper helper = new Helper();

    @RegisterExtension
    final SceneExtension scenes = new SceneExtension(() -> Scene.with(MmOps.plain().with(kata).with(helper)));

    @Test
    @DisplayName("4.1 a. a new table is held by nobody, in percpu mode")
    void a_new_table_is_held_by_nobody(Scene scene) {
        Page table = scene.machine().alloc();

        assertTrue(kata.pte_ref_init(table), "pte_ref_init, with memory enough");

        PercpuRef ref = table.pteRef();
        assertNotNull(ref, "the table's percpu_ref");
        assertEquals(0, ref.total(), "pte_ref");
        assertTrue(ref.isPercpuMode(), "percpu mode");
        kata.pte_ref_free(table);
        assertNull(table.pteRef(), "after pte_ref_free");
    }

    @Test
    @DisplayName("4.1 b. the mode may change to atomic, and back")
    void the_mode_may_change_to_atomic_and_back(Scene scene) {
        Page table = scene.machine().alloc();
        assertTrue(kata.pte_ref_init(table), "pte_ref_init, with memory enough");
        PercpuRef ref = table.pteRef();
        percpu_ref_get(ref);

        percpu_ref_switch_to_atomic_sync(ref);
        percpu_ref_switch_to_percpu(ref);

        assertTrue(ref.isPercpuMode(), "percpu mode again");
        percpu_ref_put(ref);
        kata.pte_ref_free(table);
    }

    @Test
    @DisplayName("4.1 c. without memory nothing is left behind")
    void without_memory_nothing_is_left_behind(Scene scene) {
        for (int n = 1; n <= 2; n++) {
            Page table = scene.machine().alloc();
            scene.machine().platform().failures().failAt(n);

            assertFalse(kata.pte_ref_init(table), "pte_ref_init, when allocation " + n + " of 2 fails");

            assertNull(table.pteRef(), "the table's percpu_ref, when allocation " + n + " of 2 fails");
            assertEquals(0, scene.machine().platform().refs().live(), "percpu_refs that nobody has freed");
        }
    }

    @Test
    @DisplayName("4.2 a. a visitor holds the table")
    void a_visitor_holds_the_table(Scene scene) {
        PmdPtr slot = table(scene);

        assertTrue(kata.pte_tryget(mm(scene), slot, BASE + 0x1234), "pte_tryget of a table in percpu mode");

        assertEquals(1, pteRef(slot).total(), "pte_ref");
        assertFalse(scene.machine().platform().rcu().isAnyoneInside(), "an RCU section is open");
        percpu_ref_put(pteRef(slot));
    }

    @Test
    @DisplayName("4.2 b. where no table is there is nothing to visit")
    void where_no_table_is_there_is_nothing_to_visit(Scene scene) {
        MmStruct mm = scene.mm();
        PmdPtr slot = scene.slot(mm, BASE);
        long leaf = 0x20_0000L | _PAGE_PRESENT | _PAGE_PSE;
        long swapEntry = 0x5a00;

        for (long word : new long[] {0, leaf, swapEntry}) {
            scene.machine().memory().poke(slot.address(), word);
            Pmd value = slot.get();

            assertFalse(kata.pte_tryget(mm, slot, BASE), "pte_tryget of the slot " + value);

            assertFalse(scene.machine().platform().rcu().isAnyoneInside(), "an RCU section is open, after the slot " + value);
            assertEquals(value, slot.get(), "the slot after pte_tryget");
        }
        scene.machine().memory().poke(slot.address(), 0);
    }

    @Test
    @DisplayName("4.2 c. whoever meets a table at final zero helps to free it")
    void whoever_meets_final_zero_helps(Scene scene) {
        PmdPtr slot = table(scene);
        percpu_ref_switch_to_atomic_sync(pteRef(slot));

        assertFalse(kata.pte_tryget(mm(scene), slot, BASE + 5 * PAGE), "pte_tryget of a table at final zero");

        assertFalse(scene.machine().platform().rcu().isAnyoneInside(), "an RCU section is open");
        assertEquals(Set.of(hex(BASE)), Set.copyOf(helper.freed), "free_user_pte was called for (once or more)");
    }

    @Test
    @DisplayName("4.3 the end of a visit, whatever the entry became")
    void the_end_of_a_visit_whatever_the_entry_became(Scene scene) {
        PmdPtr slot = table(scene);
        percpu_ref_get(pteRef(slot));
        percpu_ref_get(pteRef(slot));
        PtePtr entry = Pgtable.pte_offset(slot.get(), BASE);

        entry.set(Pte.NONE);
        kata.pte_put(entry);
        kata.__pte_put(slot.get().page());

        assertEquals(0, pteRef(slot).total(), "pte_ref");
    }

    /** The slot of an empty table. */
    private static PmdPtr table(Scene scene) {
        MmStruct mm = scene.mm();
        Vma vma = scene.vma(mm, BASE, 512, VM_READ, VM_WRITE);
        PmdPtr slot = scene.slot(vma.mm(), BASE);
        PageTables.pte_alloc(mm, slot);
        return slot;
    }

    private static String hex(long addr) {
        return "0x" + Long.toHexString(addr);
    }

    private static MmStruct mm(Scene scene) {
        return scene.machine().mms().get(0);
    }

    private static PercpuRef pteRef(PmdPtr slot) {
        return slot.get().page().pteRef();
    }

    /** Stands in for kata 5: notes what it was called for, and frees nothing. */
    private static final class Helper implements FreeUserPte {
        private final List<String> freed = new ArrayList<>();

        @Override
        public void free_user_pte(MmStruct mm, PmdPtr pmd, long addr) {
            mm.platform().lockdep().mightSleep("free_user_pte");
            freed.add(hex(addr));
        }

        @Override
        public void try_to_free_user_pte(MmStruct mm, PmdPtr pmd, long addr, boolean switch_back) {}

        @Override
        public void pte_free_debug(Pmd pmd) {}

        @Override
        public void pte_free_rcu(Page page) {}
    }
}
