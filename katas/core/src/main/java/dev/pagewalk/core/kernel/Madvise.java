package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.MmuGather;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import java.util.EnumSet;

/** Linux's {@code mm/madvise.c}, three kinds of advice. */
final class Madvise {
    private Madvise() {}

    /** Forgets the contents of a range; the VMAs stay. With the mmap lock held for read. 0 or -ENOMEM, with nothing changed. */
    static int dontNeed(MmStruct mm, long start, long end) {
        int error = Cow.prepare(mm, start, end, false);
        if (error != 0) {
            return error;
        }
        MmuGather gather = new MmuGather(mm);
        new Zap(gather, start, end).run();
        gather.flush();
        freeEmptyTables(mm, start, end);
        return 0;
    }

    /** Sets a flag of the VMAs of a range. With the mmap lock held for write. 0 or -ENOMEM. */
    static int mark(MmStruct mm, long start, long end, VmFlag flag) {
        int error = Mmap.split(mm, start, end);
        if (error != 0) {
            return error;
        }
        for (Vma vma : mm.vmasIn(start, end)) {
            EnumSet<VmFlag> flags = EnumSet.of(flag);
            flags.addAll(vma.flags());
            Mmap.replace(vma, vma.with(flags));
        }
        return 0;
    }

    private static void freeEmptyTables(MmStruct mm, long start, long end) {
        MmOps ops = MmOps.of(mm);
        if (!ops.has(FreeUserPte.class)) {
            return;
        }
        for (long addr = start & PMD_MASK; addr < end; addr += PMD_SIZE) {
            PmdPtr slot = Pgtable.pmd_offset(mm, addr);
            if (slot != null && slot.get().isTable()) {
                ops.freeUserPte().try_to_free_user_pte(mm, slot, addr, true);
            }
        }
    }
}
