package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.mm.MmFlag.MMF_COW_PGTABLE;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.RssKind.MM_ANONPAGES;
import static dev.pagewalk.core.mm.VmFlag.VM_DONTCOPY;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.katas.k1_refcount.RefcountKata;
import dev.pagewalk.katas.k3_break.BreakKata;
import dev.pagewalk.katas.support.SceneExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kata 2 from its smallest step to the whole; it counts and owns by your kata 1. */
@ExtendWith(SceneExtension.class)
@TestMethodOrder(MethodOrderer.DisplayName.class)
class ForkTest {
    private final ForkKata kata = new ForkKata();
    private final Scene scene =
            Scene.on(Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(new RefcountKata()).with(kata).with(new BreakKata()))));

    private MmStruct parent;

    /** One address space, one table, two anonymous pages in it. */
    @BeforeEach
    void set_up() {
        parent = scene.mm();
        Vma vma = scene.vma(parent, BASE, 4, VM_READ, VM_WRITE);
        scene.anon(vma, 0);
        scene.anon(vma, 1);
    }

    @AfterEach
    void the_machine_is_sound() {
        scene.machine().rcuBarrier();
        scene.invariants().check();
    }

    @Test
    @DisplayName("2.1 without MMF_COW_PGTABLE the child gets a table of its own")
    void without_the_flag_the_child_gets_a_table_of_its_own() {
        MmStruct child = fork(parent);

        assertNotEquals(slot(parent).get().page(), slot(child).get().page());
        assertEquals(LogicalView.physical(parent, BASE), LogicalView.physical(child, BASE), "both map the same page");
        assertFalse(LogicalView.isWritable(child, BASE), "and neither may write to it");
        assertEquals(2, child.rss(MM_ANONPAGES));
    }

    @Test
    @DisplayName("2.2 with MMF_COW_PGTABLE both slots name one table, read-only")
    void with_the_flag_both_slots_name_one_table() {
        parent.set_bit(MMF_COW_PGTABLE);

        MmStruct child = fork(parent);

        assertEquals(slot(parent).get().page(), slot(child).get().page());
        assertFalse(slot(parent).get().isWrite(), "the parent's slot is read-only");
        assertFalse(slot(child).get().isWrite(), "the child's slot is read-only");
        assertEquals(2, slot(parent).get().page().refRead());
        assertEquals(slot(parent).address(), slot(parent).get().page().owner());
        assertEquals(0, child.rss(MM_ANONPAGES), "only the owner pays");
    }

    @Test
    @DisplayName("2.3 who forks an orphan becomes its owner, and pays")
    void who_forks_an_orphan_becomes_its_owner() {
        parent.set_bit(MMF_COW_PGTABLE);
        MmStruct child = fork(parent);
        scene.leave(parent, BASE);

        MmStruct grandchild = fork(child);

        assertEquals(slot(child).address(), slot(grandchild).get().page().owner());
        assertEquals(2, child.rss(MM_ANONPAGES));
        assertEquals(1, child.nrPtes());
        assertEquals(0, grandchild.rss(MM_ANONPAGES));
    }

    @Test
    @DisplayName("2.4 a. two VMAs of one table are one reference")
    void two_vmas_of_one_table_are_one_reference() {
        parent.set_bit(MMF_COW_PGTABLE);
        scene.anon(scene.vma(parent, BASE + 8 * PAGE_SIZE, 1, VM_READ, VM_WRITE), 0);

        MmStruct child = fork(parent);

        assertEquals(2, slot(child).get().page().refRead());
    }

    @Test
    @DisplayName("2.4 b. a table with a DONTCOPY neighbour is copied")
    void a_table_with_a_dontcopy_neighbour_is_copied() {
        parent.set_bit(MMF_COW_PGTABLE);
        scene.anon(scene.vma(parent, BASE + 8 * PAGE_SIZE, 1, VM_READ, VM_WRITE, VM_DONTCOPY), 0);

        MmStruct child = fork(parent);

        assertNotEquals(slot(parent).get().page(), slot(child).get().page());
        assertTrue(slot(parent).get().isWrite(), "the parent's table stays its own");
        assertEquals(-1, LogicalView.physical(child, BASE + 8 * PAGE_SIZE), "the child has nothing there");
    }

    /** What the kernel does around {@code copy_pmd_range}: VMA after VMA, without those that are not for children. */
    private MmStruct fork(MmStruct mm) {
        MmStruct child = scene.mm();
        if (mm.test_bit(MMF_COW_PGTABLE)) {
            child.set_bit(MMF_COW_PGTABLE);
        }
        for (Vma vma : mm.vmas()) {
            if (!vma.has(VmFlag.VM_DONTCOPY)) {
                child.add(vma.in(child));
                assertEquals(0, kata.copy_pmd_range(child.find_vma(vma.start()), vma, slot(child), slot(mm), vma.start(), vma.end()));
            }
        }
        return child;
    }

    private PmdPtr slot(MmStruct mm) {
        return scene.slot(mm, BASE);
    }
}
