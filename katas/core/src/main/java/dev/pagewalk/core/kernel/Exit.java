package dev.pagewalk.core.kernel;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.MmuGather;

/** The end of an address space: Linux's {@code exit_mmap}. Every table is whole, and nothing is allocated. */
final class Exit {
    private Exit() {}

    /** Takes everything out. Nobody else can reach the address space. */
    static void exit_mmap(MmStruct mm) {
        mm.mmapLock().writeLock();
        Mmap.takeOut(mm, 0, MmStruct.TASK_SIZE);
        MmuGather gather = new MmuGather(mm);
        gather.tookOut(mm.pgd(), 0, Pgalloc::endOfUpperTable);
        gather.flush();
        mm.mmapLock().writeUnlock();
    }
}
