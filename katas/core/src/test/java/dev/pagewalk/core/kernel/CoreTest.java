package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_EXEC;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A CPU that runs user code: what the code may touch, and what it sees of a kernel that forgot a flush. */
@Tag("quick")
class CoreTest {
    private static final long BASE = 0x4000_0000L;
    private static final long KERNEL = 0xffff_8880_0000_0000L;

    private final Machine machine = Machine.boot();
    private final MmStruct mm = machine.newMm();
    private final Core core = machine.core(0);

    CoreTest() {
        machine.syscalls().mmap(mm, BASE, PAGE_SIZE, VM_READ, VM_WRITE);
        machine.syscalls().mmap(mm, BASE + PAGE_SIZE, PAGE_SIZE, VM_READ, VM_EXEC);
        core.switchTo(mm);
    }

    @Test
    void code_is_fetched_where_it_may_be_executed_and_nowhere_else() {
        assertTrue(core.fetch(BASE + PAGE_SIZE));
        assertEquals(VmFault.DONE, core.outcome());

        assertFalse(core.fetch(BASE));

        assertEquals(VmFault.SIGSEGV, core.outcome());
        assertFalse(core.fetch(BASE + 2 * PAGE_SIZE));
    }

    @Test
    void user_code_never_reaches_the_kernels_half() {
        assertEquals(0, core.load(KERNEL));
        assertEquals(VmFault.SIGSEGV, core.outcome());

        assertFalse(core.store(KERNEL, 1));
        assertFalse(core.fetch(KERNEL));
    }

    @Test
    void between_user_accesses_the_kernel_runs() {
        core.load(BASE);
        assertEquals(0, core.cpu().registers().cpl());

        core.store(BASE, 1);
        core.fetch(BASE);

        assertEquals(0, core.cpu().registers().cpl());
    }

    @Test
    void without_an_address_space_every_access_is_a_signal() {
        core.switchTo(null);

        assertEquals(0, core.load(BASE));

        assertEquals(VmFault.SIGSEGV, core.outcome());
    }

    @Test
    void a_read_through_a_stale_translation_of_a_freed_frame_gives_poison_and_is_reported() {
        core.store(BASE, 42);
        free(core.cpu().translate(BASE, Access.READ));

        assertEquals(MemMap.POISON, core.load(BASE));

        assertEquals(1, machine.platform().misuses().size());
        assertTrue(machine.platform().misuses().get(0).startsWith("CPU 0 reads 0x40000000 through its TLB"), machine.platform().misuses().toString());
    }

    @Test
    void a_write_through_a_stale_translation_of_a_freed_frame_is_reported() {
        core.store(BASE, 42);
        free(core.cpu().translate(BASE, Access.READ));

        core.store(BASE, 43);

        assertTrue(machine.platform().misuses().get(0).startsWith("CPU 0 writes 0x40000000 through its TLB"), machine.platform().misuses().toString());
    }

    /** What a kernel without invariants would do. */
    private void free(long pa) {
        Page page = machine.pages().page(pa / PAGE_SIZE);
        page.mapcountDec();
        page.refDecReturn();
        machine.allocator().free_page(page);
    }
}
