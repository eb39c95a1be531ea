package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_HUGEPAGE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.RssKind;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whichever allocation of a system call fails, the call says -ENOMEM, and it is as if it had not been made (I28). */
@Tag("quick")
class OutOfMemoryTest {
    private static final long BASE = 0x4000_0000L;
    private static final long ELSEWHERE = 0x80_8000_0000L - 4 * PAGE_SIZE;

    @Test
    void unmapping_a_part_of_a_huge_page() {
        assertEquals(1, failures(MmOps.plain(), (sys, mm) -> sys.munmap(mm, BASE + PAGE_SIZE, PAGE_SIZE)));
    }

    @Test
    void mapping_over_a_part_of_a_huge_page() {
        assertEquals(1, failures(MmOps.plain(), (sys, mm) -> sys.mmap(mm, BASE + PAGE_SIZE, PAGE_SIZE, VM_READ)));
    }

    @Test
    void protecting_a_part_of_a_huge_page() {
        assertEquals(1, failures(MmOps.plain(), (sys, mm) -> sys.mprotect(mm, BASE + PAGE_SIZE, PAGE_SIZE, VM_READ)));
    }

    @Test
    void shrinking_a_mapping_within_a_huge_page() {
        assertEquals(1, failures(MmOps.plain(), (sys, mm) -> sys.mremap(mm, BASE, PMD_SIZE, BASE, PAGE_SIZE)));
    }

    @Test
    void moving_a_part_of_a_huge_page_to_where_no_table_is() {
        int failures = failures(MmOps.plain(), (sys, mm) -> sys.mremap(mm, BASE, 8 * PAGE_SIZE, ELSEWHERE, 8 * PAGE_SIZE));

        assertTrue(failures >= 6, "one for the split, two tables of each of three levels, but only " + failures);
    }

    @Test
    void moving_out_of_and_into_shared_tables() {
        int failures = failures(MmOps.plain().with(new CowKatas()), (sys, mm) -> sys.mremap(mm, BASE + 2 * PMD_SIZE, PAGE_SIZE, BASE + PMD_SIZE + 64 * PAGE_SIZE, PAGE_SIZE));

        assertTrue(failures >= 2, "both tables are broken, but only " + failures);
    }

    @Test
    void forking() {
        assertEquals(5, failures(MmOps.plain(), (sys, mm) -> sys.fork(mm) == null ? -Errno.ENOMEM : 0), "a table for each of three levels, and two more");
    }

    /** How many allocations a call makes; each of them fails once. */
    private static int failures(MmOps ops, ToIntBiFunction<Syscalls, MmStruct> call) {
        for (int n = 1;; n++) {
            Machine machine = Machine.boot(MachineConfig.standard().withOps(ops));
            MmStruct mm = populated(machine);
            String before = view(mm);
            long tables = machine.platform().vmstat().nrPagetable();
            machine.platform().failures().failAt(n);
            int result = call.applyAsInt(machine.syscalls(), mm);
            machine.rcuBarrier();
            assertEquals("[]", MmInvariants.of(machine).violations().toString());
            if (machine.platform().failures().isArmed()) {
                assertEquals(0, result);
                return n - 1;
            }
            assertEquals(-Errno.ENOMEM, result, "allocation " + n + " fails");
            assertEquals(before, view(mm), "allocation " + n + " fails");
            assertTrue(machine.platform().vmstat().nrPagetable() <= tables + (ops.isCowPte() ? 1 : 2), "no table is left over where nothing is mapped");
        }
    }

    /** A huge page, then two tables with a page each; with katas a child shares them. */
    private static MmStruct populated(Machine machine) {
        MmStruct mm = machine.newMm();
        machine.syscalls().mmap(mm, BASE, PMD_SIZE, VM_READ, VM_WRITE, VM_HUGEPAGE);
        machine.syscalls().mmap(mm, BASE + PMD_SIZE, 2 * PMD_SIZE, VM_READ, VM_WRITE);
        Core core = machine.core(0);
        core.switchTo(mm);
        for (int i = 0; i < 3; i++) {
            assertTrue(core.store(BASE + i * PMD_SIZE, 1 + i));
        }
        if (machine.ops().isCowPte()) {
            machine.syscalls().clone3(mm, true);
        }
        return mm;
    }

    private static String view(MmStruct mm) {
        StringBuilder text = new StringBuilder();
        for (long addr : new long[] {BASE, BASE + PAGE_SIZE, BASE + PMD_SIZE, BASE + 2 * PMD_SIZE}) {
            text.append(LogicalView.word(mm, addr)).append(mm.find_vma(addr) == null ? "" : " mapped").append('\n');
        }
        return text.append(mm.rss(RssKind.MM_ANONPAGES)).toString();
    }
}
