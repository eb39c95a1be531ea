package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.MmuGather;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Vma;

/** Changes of the VMAs of an address space: Linux's {@code mm/mmap.c}. All with the mmap lock held for write. */
final class Mmap {
    private Mmap() {}

    /** Whether a range may be the argument of a system call: whole pages, not empty, within user addresses. */
    static boolean isRange(long start, long length) {
        return ((start | length) & ~PgtableTypes.PAGE_MASK) == 0 && start >= 0 && length > 0
                && length <= MmStruct.TASK_SIZE && start <= MmStruct.TASK_SIZE - length;
    }

    /** Maps a range that may be in use; what is there goes first. 0 or -ENOMEM, with nothing changed. */
    static int map(Vma vma) {
        int error = unmap(vma.mm(), vma.start(), vma.end());
        if (error == 0) {
            vma.mm().add(vma);
        }
        return error;
    }

    /** {@code do_munmap}: 0, or -ENOMEM with nothing changed that anybody could see. */
    static int unmap(MmStruct mm, long start, long end) {
        int error = split(mm, start, end);
        if (error == 0) {
            error = Cow.prepare(mm, start, end, false);
        }
        if (error == 0) {
            takeOut(mm, start, end);
        }
        return error;
    }

    /** Takes everything out of a range whose VMAs end at its ends; allocates nothing. */
    static void takeOut(MmStruct mm, long start, long end) {
        MmuGather gather = new MmuGather(mm);
        new Zap(gather, start, end).run();
        mm.vmasIn(start, end).forEach(mm::remove);
        PageTables.free_pgtables(gather, start, end);
        gather.flush();
    }

    /** Splits the VMAs that reach over the ends of a range. 0 or -ENOMEM. */
    static int split(MmStruct mm, long start, long end) {
        int error = splitAt(mm, start);
        return error == 0 ? splitAt(mm, end) : error;
    }

    /** {@code split_vma}: a huge page or shared table that the address lies in the middle of is taken apart first. */
    private static int splitAt(MmStruct mm, long addr) {
        Vma vma = mm.find_vma(addr);
        if (vma == null || vma.start() == addr) {
            return 0;
        }
        if ((addr & ~PgtableTypes.PMD_MASK) != 0 && takeApart(vma, addr) < 0) {
            return -Errno.ENOMEM;
        }
        replace(vma, vma.part(vma.start(), addr), vma.part(addr, vma.end()));
        return 0;
    }

    /** Puts others in the place of a VMA. */
    static void replace(Vma vma, Vma... others) {
        for (Vma other : others) {
            if (other.file() != null) {
                other.file().hold();
            }
        }
        vma.mm().remove(vma);
        for (Vma other : others) {
            vma.mm().add(other);
            if (other.file() != null) {
                other.file().drop();
            }
        }
    }

    private static int takeApart(Vma vma, long addr) {
        PmdPtr slot = Pgtable.pmd_offset(vma.mm(), addr);
        if (slot == null || !slot.get().isTable()) {
            return slot == null ? 0 : Huge.split(vma, slot, addr);
        }
        MmOps ops = MmOps.of(vma.mm());
        return !slot.get().isWrite() && ops.isCowPte() ? ops.breakCow().handle_cow_pte(vma, null, addr, true) : 0;
    }

    /** Whether every address of a range lies in a VMA. */
    static boolean isMapped(MmStruct mm, long start, long end) {
        long at = start;
        for (Vma vma : mm.vmasIn(start, end)) {
            if (vma.start() > at) {
                return false;
            }
            at = vma.end();
        }
        return at >= end;
    }

    /** Whether no address of a range lies in a VMA. */
    static boolean isFree(MmStruct mm, long start, long end) {
        return end <= MmStruct.TASK_SIZE && mm.vmasIn(start, end).isEmpty();
    }

    /** The lowest free range of a length, from {@code from} on; -1 if there is none. */
    static long findFree(MmStruct mm, long from, long length, long align) {
        long at = from + align - 1 & -align;
        for (Vma vma : mm.vmas()) {
            if (vma.end() > at) {
                if (vma.start() >= at + length) {
                    break;
                }
                at = vma.end() + align - 1 & -align;
            }
        }
        return at <= MmStruct.TASK_SIZE - length ? at : -1;
    }
}
