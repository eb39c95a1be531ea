package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Pgtable;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** mremap into tables whose pte_ref is in atomic mode: zero would be final, in the middle of a move too. */
@Tag("quick")
class MremapReclaimTest {
    private static final long BASE = 0x4000_0000L;

    private final Machine machine = Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(new ReclaimKatas())));
    private final MmStruct mm = machine.newMm();

    @Test
    void the_only_page_of_a_table_moves_within_it() {
        store(BASE, 7);
        atomic(BASE);

        machine.syscalls().mremap(mm, BASE, PAGE_SIZE, BASE + 8 * PAGE_SIZE, PAGE_SIZE);

        expectAt(BASE + 8 * PAGE_SIZE, 7);
    }

    @Test
    void a_page_moves_to_where_a_table_has_died() {
        store(BASE, 7);
        store(BASE + PMD_SIZE, 8);
        atomic(BASE + PMD_SIZE);
        machine.syscalls().mmap(mm, BASE + PMD_SIZE + 4 * PAGE_SIZE, PAGE_SIZE, VM_READ, VM_WRITE);
        machine.syscalls().munmap(mm, BASE + PMD_SIZE, PAGE_SIZE);

        machine.syscalls().mremap(mm, BASE, PAGE_SIZE, BASE + PMD_SIZE, PAGE_SIZE);

        expectAt(BASE + PMD_SIZE, 7);
    }

    private void store(long addr, long value) {
        machine.syscalls().mmap(mm, addr, PAGE_SIZE, VM_READ, VM_WRITE);
        machine.core(0).switchTo(mm);
        machine.core(0).store(addr, value);
    }

    private void atomic(long addr) {
        percpu_ref_switch_to_atomic_sync(Objects.requireNonNull(Pgtable.pmd_offset(mm, addr)).get().page().pteRef());
    }

    private void expectAt(long addr, long value) {
        assertEquals(value, machine.core(0).load(addr));
        machine.rcuBarrier();
        MmInvariants.of(machine).check();
    }
}
