package dev.pagewalk.core.kernel;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.VmFile;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * The system calls, on the current CPU. They return 0 (or what their name promises), or a negative {@link Errno}; a call
 * that fails changes nothing that anybody could see. Arguments that no program could mean (a misaligned range, an address
 * space that has exited) are a {@link RuleBroken}.
 */
public final class Syscalls {
    private static final long LOWEST = 0x1_0000;

    private final Machine machine;
    private final Platform platform;
    private int shmems;

    Syscalls(Machine machine) {
        this.machine = machine;
        this.platform = machine.platform();
    }

    /** Maps anonymous memory at an address; what was there goes. With {@code VM_SHARED} children share its pages. */
    public int mmap(MmStruct mm, long start, long length, VmFlag... flags) {
        Set<VmFlag> set = setOf(flags);
        return mmap(mm, start, length, memoryFor(set), 0, set);
    }

    /** Maps a file, from page {@code pgoff} on, at an address; what was there goes. */
    public int mmap(MmStruct mm, long start, long length, @Nullable VmFile file, long pgoff, Set<VmFlag> flags) {
        expectRange(mm, start, length);
        return writing(mm, () -> Mmap.map(new Vma(mm, start, start + length, flags, file, pgoff)));
    }

    /** Maps anonymous memory at the lowest free address from 64 KiB on that is a multiple of {@code align}; the address, or -ENOMEM. */
    public long mmapAnywhere(MmStruct mm, long length, long align, VmFlag... flags) {
        expectRange(mm, LOWEST, Math.min(length, MmStruct.TASK_SIZE - LOWEST));
        Set<VmFlag> set = setOf(flags);
        long[] start = new long[1];
        int error = writing(mm, () -> {
            start[0] = Mmap.findFree(mm, LOWEST, length, align);
            return start[0] < 0 ? -Errno.ENOMEM : Mmap.map(new Vma(mm, start[0], start[0] + length, set, memoryFor(set), 0));
        });
        return error < 0 ? error : start[0];
    }

    /** Takes a range out; holes in it are fine. */
    public int munmap(MmStruct mm, long start, long length) {
        expectRange(mm, start, length);
        return writing(mm, () -> Mmap.unmap(mm, start, start + length));
    }

    /** Changes the rights of a range to {@code rights} of VM_READ, VM_WRITE, VM_EXEC. -ENOMEM for holes, or without memory. */
    public int mprotect(MmStruct mm, long start, long length, VmFlag... rights) {
        expectRange(mm, start, length);
        return writing(mm, () -> Mmap.isMapped(mm, start, start + length) ? Mprotect.protect(mm, start, start + length, setOf(rights)) : -Errno.ENOMEM);
    }

    /**
     * Moves and resizes a mapping, within one VMA.
     *
     * @param to the new address, what was there goes; or {@code from}: then it stays, and grows only if there is room
     */
    public int mremap(MmStruct mm, long from, long length, long to, long newLength) {
        expectRange(mm, from, length);
        expectRange(mm, to, newLength);
        return writing(mm, () -> remap(mm, from, length, to, newLength));
    }

    /** Forgets the contents of a range: MADV_DONTNEED. -ENOMEM for holes, or without memory. */
    public int madviseDontNeed(MmStruct mm, long start, long length) {
        expectRange(mm, start, length);
        return reading(
                mm,
                () -> Mmap.isMapped(mm, start, start + length) ? Madvise.dontNeed(mm, start, start + length) : -Errno.ENOMEM);
    }

    /** Children do not inherit a range: MADV_DONTFORK. */
    public int madviseDontFork(MmStruct mm, long start, long length) {
        return mark(mm, start, length, VmFlag.VM_DONTCOPY, vma -> true);
    }

    /** Children inherit a range empty: MADV_WIPEONFORK. -EINVAL unless it is private and anonymous. */
    public int madviseWipeOnFork(MmStruct mm, long start, long length) {
        return mark(mm, start, length, VmFlag.VM_WIPEONFORK, vma -> vma.isPrivate() && vma.file() == null);
    }

    /** A child with a copy of an address space; null without memory. */
    public @Nullable MmStruct fork(MmStruct parent) {
        return clone3(parent, false);
    }

    /** The same; with {@code cowPgtable} ({@code CLONE_COW_PGTABLE}) PTE tables are shared, in this and in later forks. */
    public @Nullable MmStruct clone3(MmStruct parent, boolean cowPgtable) {
        expectAlive(parent);
        if (cowPgtable && !machine.ops().isCowPte()) {
            throw new RuleBroken(
                    "clone3: CLONE_COW_PGTABLE is known to COW_PTE machines only",
                    "katas 1, 2 and 3 plugged in",
                    "a machine without them");
        }
        MmStruct child = machine.tryNewMm();
        if (child == null) {
            return null;
        }
        int error = writing(parent, () -> Fork.dup_mmap(child, parent, cowPgtable));
        if (error < 0) {
            exit(child);
            return null;
        }
        return child;
    }

    /** The end of an address space; CPUs that have it loaded go back to the kernel's. */
    public void exit(MmStruct mm) {
        expectAlive(mm);
        machine.cores().stream().filter(core -> core.mm() == mm).forEach(core -> core.switchTo(null));
        machine.forget(mm);
        Exit.exit_mmap(mm);
        done();
    }

    /** Swaps out what is mapped at an address, in this address space. -EINVAL if that cannot be, -ENOMEM without memory. */
    public int swapOut(MmStruct mm, long addr) {
        expectAlive(mm);
        return reading(mm, () -> SwapOut.page(mm, addr & PgtableTypes.PAGE_MASK));
    }

    /** Makes a page accessible, as a user access would. */
    public int populate(MmStruct mm, long addr, boolean write) {
        expectAlive(mm);
        return reading(mm, () -> switch (FaultHandler.user(mm, addr, write ? Access.WRITE : Access.READ)) {
            case DONE -> 0;
            case OOM -> -Errno.ENOMEM;
            case SIGSEGV -> -Errno.EFAULT;
        });
    }

    /** Pins the page at an address, for reading or writing; null if that cannot be. */
    public @Nullable Page pin(MmStruct mm, long addr, boolean write) {
        expectAlive(mm);
        Page[] pinned = new Page[1];
        reading(mm, () -> {
            pinned[0] = Pin.page(mm, addr & PgtableTypes.PAGE_MASK, write);
            return 0;
        });
        return pinned[0];
    }

    /** Drops a pin. */
    public void unpin(Page page) {
        if (page.map() != machine.pages()) {
            throw new RuleBroken("foreign page: a page belongs to one machine", "a page of this machine", page + " of another");
        }
        page.unpin();
        platform.swap().free_page_and_swap_cache(page);
        done();
    }

    /** What anonymous memory is a part of, null = nothing: children share it if there is a file. */
    private @Nullable VmFile memoryFor(Set<VmFlag> flags) {
        return flags.contains(VmFlag.VM_SHARED) ? VmFile.shmem("shmem#" + ++shmems) : null;
    }

    private int mark(MmStruct mm, long start, long length, VmFlag flag, Predicate<Vma> fits) {
        expectRange(mm, start, length);
        return writing(mm, () -> {
            if (!mm.vmasIn(start, start + length).stream().allMatch(fits)) {
                return -Errno.EINVAL;
            }
            return Mmap.isMapped(mm, start, start + length) ? Madvise.mark(mm, start, start + length, flag) : -Errno.ENOMEM;
        });
    }

    private static int remap(MmStruct mm, long from, long length, long to, long newLength) {
        Vma vma = mm.find_vma(from);
        if (vma == null || vma.end() < from + length) {
            return -Errno.EFAULT;
        }
        if (to == from) {
            return resize(vma, from, length, newLength);
        }
        if (to < from + length && from < to + newLength) {
            return -Errno.EINVAL;
        }
        int error = Mmap.unmap(mm, to, to + newLength);
        return error < 0 ? error : Mremap.move(mm, from, length, to, newLength);
    }

    private static int resize(Vma vma, long from, long length, long newLength) {
        MmStruct mm = vma.mm();
        if (newLength <= length) {
            return newLength == length ? 0 : Mmap.unmap(mm, from + newLength, from + length);
        }
        if (vma.end() != from + length || !Mmap.isFree(mm, from + length, from + newLength)) {
            return -Errno.ENOMEM;
        }
        Mmap.replace(vma, new Vma(mm, vma.start(), from + newLength, vma.flags(), vma.file(), vma.pgoff()));
        return 0;
    }

    private int writing(MmStruct mm, IntSupplier call) {
        expectAlive(mm);
        mm.mmapLock().writeLock();
        int result = call.getAsInt();
        mm.mmapLock().writeUnlock();
        done();
        return result;
    }

    private int reading(MmStruct mm, IntSupplier call) {
        mm.mmapLock().readLock();
        int result = call.getAsInt();
        mm.mmapLock().readUnlock();
        done();
        return result;
    }

    private void done() {
        platform.lockdep().expectNothingHeld();
        platform.rcu().process();
    }

    private void expectRange(MmStruct mm, long start, long length) {
        expectAlive(mm);
        if (!Mmap.isRange(start, length)) {
            throw new RuleBroken("range: whole pages within user addresses", "start and length multiples of 0x1000, length > 0, end <= 0x" + Long.toHexString(MmStruct.TASK_SIZE),
                    "0x" + Long.toHexString(start) + ", length 0x" + Long.toHexString(length));
        }
    }

    private void expectAlive(MmStruct mm) {
        if (!machine.isAlive(mm)) {
            throw new RuleBroken(
                    "address space: it lives from clone to exit, on one machine",
                    "a live address space of this machine",
                    mm + " is not");
        }
    }

    private static Set<VmFlag> setOf(VmFlag... flags) {
        EnumSet<VmFlag> set = EnumSet.noneOf(VmFlag.class);
        set.addAll(Set.of(flags));
        return set;
    }
}
