package dev.pagewalk.katas.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.RssKind.MM_ANONPAGES;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.Core;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.core.scene.BreakStories;
import dev.pagewalk.core.scene.Scene;
import dev.pagewalk.katas.k1_refcount.RefcountKata;
import dev.pagewalk.katas.k2_fork.ForkKata;
import dev.pagewalk.katas.support.EveryOrder;
import dev.pagewalk.katas.support.SceneExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kata 3 from its smallest step to the whole, on top of your kata 1. The picture before each test is handout 3's. */
@TestMethodOrder(MethodOrderer.DisplayName.class)
class BreakTest {
    private static final MachineConfig SMALL = MachineConfig.standard().withBytes(4 << 20);

    private final BreakCowPte kata = new BreakKata();

    @RegisterExtension
    final SceneExtension scenes = new SceneExtension(() -> Scene.on(Machine.boot(SMALL.withOps(katas()))));

    private MmStruct parent;
    private MmStruct child;
    private PmdPtr parentSlot;
    private PmdPtr childSlot;
    private Page table;

    /** Parent and child share one table T with two pages in it; the parent owns it. */
    @BeforeEach
    void set_up(Scene scene) {
        parent = scene.mm();
        Vma vma = scene.vma(parent, BASE, 2, VM_READ, VM_WRITE);
        scene.anon(vma, 0);
        scene.anon(vma, 1);
        child = scene.fork(parent, BASE);
        parentSlot = scene.slot(parent, BASE);
        childSlot = scene.slot(child, BASE);
        table = parentSlot.get().page();
    }

    @Test
    @DisplayName("3.1 a. a sharer that breaks gets a table of its own and pays for it; the last one takes T back")
    void a_sharer_that_breaks_gets_a_table_of_its_own() {
        int result = kata.break_cow_pte(vma(child), childSlot, BASE);

        assertEquals(0, result);
        assertTrue(childSlot.get().isWrite(), "the child's slot is writable");
        assertNotEquals(table, childSlot.get().page(), "the child's table");
        assertEquals(1, table.refRead(), "refcount of T");
        assertEquals(2, child.rss(MM_ANONPAGES), "RSS of the child");
        assertEquals(parentSlot.address(), table.owner(), "owner of T");

        assertEquals(1, kata.break_cow_pte(vma(parent), parentSlot, BASE), "1: the last one takes T back");
        assertEquals(table, parentSlot.get().page(), "the parent's table");
        assertTrue(parentSlot.get().isWrite(), "the parent's slot is writable");
    }

    @Test
    @DisplayName("3.1 b. without memory a break has changed nothing")
    void without_memory_a_break_has_changed_nothing(Scene scene) {
        PageAllocator allocator = scene.machine().allocator();
        while (allocator.alloc_page() != null) {
            // until no frame is left
        }
        long before = childSlot.get().word();

        int result = kata.break_cow_pte(vma(child), childSlot, BASE);

        assertEquals(-Errno.ENOMEM, result);
        assertEquals(before, childSlot.get().word(), "the child's slot");
        assertEquals(2, table.refRead(), "refcount of T");
    }

    @Test
    @DisplayName("3.1 c. two sharers that break at the same time, in any order, have two tables, and both are paid for")
    void two_sharers_that_break_at_the_same_time_have_two_tables() {
        EveryOrder.of(BreakStories.breaksOfTwo(this::katas, false));
    }

    @Test
    @DisplayName("3.2 a. a sharer that zaps lets go of the table, and touches no entry")
    void a_sharer_that_zaps_lets_go_of_the_table() {
        int result = kata.zap_cow_pte(vma(parent), parentSlot, BASE);

        assertEquals(0, result);
        assertTrue(parentSlot.get().isNone(), "the parent's slot is none");
        assertEquals(1, table.refRead(), "refcount of T");
        assertEquals(0, table.owner(), "owner of T: the parent was it");
        assertEquals(0, parent.rss(MM_ANONPAGES), "RSS of the parent");
    }

    @Test
    @DisplayName("3.2 b. the last sharer that zaps keeps a full table")
    void the_last_sharer_that_zaps_keeps_a_full_table() {
        kata.zap_cow_pte(vma(parent), parentSlot, BASE);

        int result = kata.zap_cow_pte(vma(child), childSlot, BASE);

        assertEquals(1, result, "1: the caller has to empty the table");
        assertTrue(childSlot.get().isWrite(), "the child's slot is writable");
        assertEquals(2, child.rss(MM_ANONPAGES), "RSS of the child");
    }

    @Test
    @DisplayName("3.3 a. what is no shared table is left alone")
    void what_is_no_shared_table_is_left_alone(Scene scene) {
        Vma beside = scene.vma(parent, BASE + PMD_SIZE, 1, VM_READ);

        assertEquals(0, kata.handle_cow_pte(beside, null, BASE + PMD_SIZE, true), "a slot that is none");
        assertEquals(0, kata.handle_cow_pte(beside, null, BASE << 4, true), "no slot at all");
        assertEquals(0, kata.handle_cow_pte(vma(child), null, BASE, true), "a shared table is broken away from");
        assertEquals(1, kata.handle_cow_pte(vma(child), null, BASE, false), "a private table is the caller's to empty");
    }

    @Test
    @DisplayName("3.3 b. the kernel calls: each process that writes has its own word, and all is back after the last exit")
    void each_process_that_writes_has_its_own_word(Scene scene) {
        Machine machine = scene.machine();
        Core first = machine.core(0);
        Core second = machine.core(1);
        first.switchTo(parent);
        second.switchTo(child);

        first.store(BASE, 1);
        second.store(BASE, 2);

        assertEquals(1, first.load(BASE), "what the parent reads");
        assertEquals(2, second.load(BASE), "what the child reads");
        assertFalse(childSlot.get().page().equals(parentSlot.get().page()), "one table for both");
        machine.syscalls().exit(parent);
        machine.syscalls().exit(child);
        machine.rcuBarrier();
        assertEquals(0, machine.platform().vmstat().nrPagetable(), "page tables in use after the last exit");
    }

    private MmOps katas() {
        return MmOps.plain().with(new RefcountKata()).with(new ForkKata()).with(kata);
    }

    private static Vma vma(MmStruct mm) {
        return mm.find_vma(BASE);
    }
}
