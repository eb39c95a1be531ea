package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.SharedTables;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.RuleBroken;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who writes breaks first: every caller of COW_PTE, one by one. */
@Tag("quick")
class CowTest {
    private static final long BASE = 0x4000_0000L;
    private static final int PAGES = 8;

    private final Machine machine = Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(new CowKatas())));
    private final Syscalls sys = machine.syscalls();
    private final MmStruct parent = machine.newMm();
    private final Core core = machine.core(0);
    private final MmStruct child = forked();

    private MmStruct forked() {
        sys.mmap(parent, BASE, PAGES * PAGE_SIZE, VM_READ, VM_WRITE);
        core.switchTo(parent);
        for (int i = 0; i < PAGES; i++) {
            core.store(BASE + i * PAGE_SIZE, i + 1);
        }
        machine.core(1).switchTo(parent);
        machine.core(1).load(BASE);
        return sys.clone3(parent, true);
    }

    @BeforeEach
    void parent_and_child_share_a_table() {
        assertTrue(isShared(parent));
        assertTrue(isShared(child));
        assertEquals("[]", MmInvariants.of(machine).afterFork(parent).toString());
    }

    @AfterEach
    void the_machine_is_sound() {
        machine.rcuBarrier();
        assertEquals("[]", MmInvariants.of(machine).violations().toString());
    }

    @Test
    void a_read_keeps_sharing() {
        core.switchTo(child);

        assertEquals(3, core.load(BASE + 2 * PAGE_SIZE));

        assertTrue(isShared(child));
        assertEquals(0, child.rss(RssKind.MM_ANONPAGES));
        assertEquals(PAGES, parent.rss(RssKind.MM_ANONPAGES));
    }

    @Test
    void a_write_breaks_the_writer_away() {
        SharedTables before = SharedTables.of(machine);
        core.switchTo(child);

        core.store(BASE, 99);

        assertFalse(isShared(child));
        assertEquals(1, LogicalView.word(parent, BASE));
        assertEquals(PAGES, child.rss(RssKind.MM_ANONPAGES));
        assertEquals("[]", before.changes(machine).toString());
    }

    @Test
    void the_owner_that_breaks_leaves_an_orphan() {
        core.store(BASE, 99);

        assertEquals(1, LogicalView.word(child, BASE));
        assertEquals(0, Pgtable.pmd_offset(child, BASE).get().page().owner());
        assertEquals(PAGES, parent.rss(RssKind.MM_ANONPAGES));
    }

    @Test
    void the_last_one_takes_the_table_back() {
        sys.exit(parent);
        Page table = Pgtable.pmd_offset(child, BASE).get().page();
        core.switchTo(child);

        core.store(BASE, 99);

        assertEquals(table, Pgtable.pmd_offset(child, BASE).get().page());
        assertFalse(isShared(child));
    }

    @Test
    void every_other_writer_of_entries_breaks_too() {
        assertBreaks("mprotect", mm -> sys.mprotect(mm, BASE, PAGES * PAGE_SIZE, VM_READ));
        assertBreaks("mprotect of a part", mm -> sys.mprotect(mm, BASE, PAGE_SIZE, VM_READ));
        assertBreaks("munmap of a part", mm -> sys.munmap(mm, BASE, PAGE_SIZE));
        assertBreaks("madvise of a part", mm -> sys.madviseDontNeed(mm, BASE, PAGE_SIZE));
        assertBreaks("swap-out", mm -> sys.swapOut(mm, BASE));
        assertBreaks("split_vma", mm -> sys.madviseDontFork(mm, BASE, PAGE_SIZE));
        assertBreaks("mremap, destination", mm -> {
            sys.mmap(mm, BASE + 4 * PMD_SIZE, PAGE_SIZE, VM_READ, VM_WRITE);
            sys.populate(mm, BASE + 4 * PMD_SIZE, true);
            sys.mremap(mm, BASE + 4 * PMD_SIZE, PAGE_SIZE, BASE + 100 * PAGE_SIZE, PAGE_SIZE);
        });
        assertBreaks("a fault that installs", mm -> {
            sys.mmap(mm, BASE + 64 * PAGE_SIZE, PAGE_SIZE, VM_READ);
            sys.populate(mm, BASE + 64 * PAGE_SIZE, false);
        });
    }

    @Test
    void mremap_breaks_the_source_and_leaves_the_other_its_pages() {
        assertEquals(0, sys.mremap(child, BASE, PAGES * PAGE_SIZE, BASE + 8 * PMD_SIZE, PAGES * PAGE_SIZE));

        assertEquals(4, LogicalView.word(child, BASE + 8 * PMD_SIZE + 3 * PAGE_SIZE));
        assertEquals(4, LogicalView.word(parent, BASE + 3 * PAGE_SIZE));
    }

    @Test
    void a_pin_for_reading_breaks_and_makes_the_page_ones_own() {
        Page page = sys.pin(child, BASE, false);

        assertFalse(isShared(child));
        assertNotEquals(LogicalView.physical(parent, BASE), page.address());
        sys.unpin(page);
    }

    @Test
    void a_pinned_page_keeps_its_table_from_being_shared() {
        MmStruct other = sys.fork(child);
        Page page = sys.pin(other, BASE, true);

        MmStruct last = sys.fork(other);

        assertFalse(isShared(last));
        assertEquals(page.address(), LogicalView.physical(other, BASE));
        sys.unpin(page);
    }

    @Test
    void unmapping_all_of_a_table_touches_no_entry_and_allocates_nothing() {
        machine.platform().failures().failAt(1);

        assertEquals(0, sys.munmap(child, BASE, PAGES * PAGE_SIZE));

        machine.platform().failures().failAt(0);
        assertEquals(1, Pgtable.pmd_offset(parent, BASE).get().page().refRead());
    }

    @Test
    void a_break_counts_the_swap_entries_that_it_copies() {
        MmStruct other = sys.fork(child);
        assertEquals(0, sys.swapOut(other, BASE + PAGE_SIZE));
        MmStruct last = sys.fork(other);
        assertTrue(isShared(last));

        core.switchTo(last);
        core.store(BASE, 7);

        assertEquals(2, LogicalView.word(other, BASE + PAGE_SIZE));
        assertEquals(2, core.load(BASE + PAGE_SIZE));
    }

    @Test
    void without_memory_a_break_fails_and_the_operation_changes_nothing() {
        machine.platform().failures().failAt(1);
        assertEquals(-Errno.ENOMEM, sys.munmap(child, BASE, PAGE_SIZE));
        machine.platform().failures().failAt(1);
        assertEquals(-Errno.ENOMEM, sys.populate(child, BASE, true));

        assertTrue(isShared(child));
        assertEquals(1, LogicalView.word(child, BASE));
    }

    @Test
    void the_trap_pmd_none_or_clear_bad_drops_a_shared_table() {
        MmStruct third = sys.fork(child);
        Page table = Pgtable.pmd_offset(third, BASE).get().page();

        assertTrue(Pgtable.pmd_none_or_clear_bad(Pgtable.pmd_offset(third, BASE)));

        assertTrue(Pgtable.pmd_offset(third, BASE).get().isNone());
        table.refDecReturn();
        Pmd writable = Pmd.ofTable(table);
        assertFalse(Pgtable.pmd_bad(writable));
    }

    @Test
    void a_copy_of_a_table_takes_its_lock() {
        Page table = Pgtable.pmd_offset(child, BASE).get().page();

        RuleBroken broken = assertThrows(RuleBroken.class, () -> Cow.copy_pte_table(child, table, table, BASE));

        assertTrue(broken.rule().startsWith("copy_pte_table"), broken.rule());
    }

    private void assertBreaks(String what, Consumer<MmStruct> operation) {
        MmStruct fresh = sys.fork(child);
        assertTrue(isShared(fresh));
        core.switchTo(fresh);
        core.load(BASE);
        SharedTables before = SharedTables.of(machine);

        operation.accept(fresh);

        assertFalse(isShared(fresh), what + " breaks the table away");
        assertEquals("[]", before.changes(machine).toString());
        machine.rcuBarrier();
        assertEquals("[]", MmInvariants.of(machine).violations().toString());
        assertEquals(1, LogicalView.word(child, BASE), what + " leaves the others alone");
        sys.exit(fresh);
    }

    private static boolean isShared(MmStruct mm) {
        Pmd pmd = Pgtable.pmd_offset(mm, BASE).get();
        return pmd.isTable() && !pmd.isWrite() && pmd.page().refRead() > 1;
    }
}
