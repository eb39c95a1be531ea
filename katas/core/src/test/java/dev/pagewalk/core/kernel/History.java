package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.PinWatch;
import dev.pagewalk.core.debug.Violation;
import dev.pagewalk.core.kernel.NaiveMemory.Cell;
import dev.pagewalk.core.kernel.NaiveMemory.PageOf;
import dev.pagewalk.core.kernel.NaiveMemory.Process;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.VmFile;
import dev.pagewalk.core.mm.VmFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A machine and the naive model of it, side by side: every operation is done to both, and afterwards both must agree on
 * every page of every process, and the machine must be sound.
 */
final class History {
    /** All addresses lie in a few tables: two that neighbour each other, one for a huge page, one at the end of user addresses. */
    static final long[] BASES = {0x4000_0000L - 4 * PAGE_SIZE, 0x4020_0000L - 8 * PAGE_SIZE, MmStruct.TASK_SIZE - 16 * PAGE_SIZE, 0x4040_0000L};

    private static final int HUGE = 3;
    private static final int HUGE_PAGES = 512;

    static final int PAGES = 16;

    private static final int MOST_PROCESSES = 4;

    final Machine machine;
    private final boolean cowPgtable;
    private final boolean mayFail;
    private final List<MmStruct> mms = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<Pinned> pins = new ArrayList<>();
    private final VmFile file = VmFile.file("file", page -> 0xf11e_0000L + page);
    private final Map<Long, Cell> fileCells = new HashMap<>();
    private final long baseline;
    private long lastValue;

    /** A pin, and what it was made of in the naive model. */
    private record Pinned(PinWatch watch, Process process, long number, PageOf page, Cell cell) {
        /** Whether the mapping is the one that was pinned: neither removed nor moved. */
        boolean isMapped() {
            return process.pages.get(number) == page && !page.isShared() && page.own == cell;
        }
    }

    History(Machine machine, boolean cowPgtable, boolean mayFail) {
        this.mayFail = mayFail;
        this.machine = machine;
        this.cowPgtable = cowPgtable;
        this.baseline = machine.allocator().framesInUse();
        for (long i = 0; i < PAGES; i++) {
            Cell cell = new Cell();
            cell.word = 0xf11e_0000L + i;
            fileCells.put(i, cell);
        }
        mms.add(machine.newMm());
        processes.add(new Process());
    }

    /** Does one operation to both, and compares them; an operation that fails for lack of memory must change nothing. */
    void step(Operation op) {
        if (mms.isEmpty()) {
            return;
        }
        int who = op.process() % mms.size();
        machine.on(op.cpu() % machine.cores().size());
        perform(op, who);
        compare();
    }

    private void perform(Operation op, int who) {
        MmStruct mm = mms.get(who);
        Process process = processes.get(who);
        long page = BASES[op.area() % BASES.length] / PAGE_SIZE + op.page() % PAGES;
        boolean huge = op.area() % BASES.length == HUGE && op.page() % PAGES == 0;
        int count = huge && op.value() % 2 == 0 ? HUGE_PAGES : 1 + op.count() % (PAGES - op.page() % PAGES);
        long addr = page * PAGE_SIZE;
        long length = count * PAGE_SIZE;
        switch (op.kind()) {
            case STORE -> store(op, mm, process, page);
            case LOAD -> load(op, mm, process, page);
            case MMAP -> map(op, mm, process, page, count);
            case MUNMAP -> onSuccess(machine.syscalls().munmap(mm, addr, length), () -> NaiveMemory.unmap(process, page, count));
            case MPROTECT -> {
                Set<VmFlag> rights = Operation.rights(op.value());
                int result = machine.syscalls().mprotect(mm, addr, length, rights.toArray(VmFlag[]::new));
                onSuccess(result, () -> NaiveMemory.protect(process, page, count, rights));
            }
            case MREMAP -> move(op, mm, process, page, count);
            case DONTNEED -> onSuccess(
                    machine.syscalls().madviseDontNeed(mm, addr, length),
                    () -> NaiveMemory.forget(process, page, count));
            case DONTFORK -> onSuccess(
                    machine.syscalls().madviseDontFork(mm, addr, length),
                    () -> NaiveMemory.mark(process, page, count, VmFlag.VM_DONTCOPY));
            case WIPEONFORK -> onSuccess(
                    machine.syscalls().madviseWipeOnFork(mm, addr, length),
                    () -> NaiveMemory.mark(process, page, count, VmFlag.VM_WIPEONFORK));
            case FORK -> fork(mm, process);
            case EXIT -> exit(who);
            case SWAPOUT -> machine.syscalls().swapOut(mm, addr);
            case PIN -> pin(op, mm, process, page);
            case UNPIN -> unpin(op);
        }
    }

    private void store(Operation op, MmStruct mm, Process process, long page) {
        Core core = core(op, mm);
        long value = ++lastValue;
        boolean stored = core.store(page * PAGE_SIZE, value);
        PageOf naive = process.pages.get(page);
        boolean allowed = naive != null && naive.flags.contains(VmFlag.VM_WRITE);
        if (core.outcome() != VmFault.OOM) {
            expect("a store at page 0x" + Long.toHexString(page) + " of " + mm + " succeeds", allowed, stored);
        }
        if (stored && allowed) {
            naive.write(value);
        }
    }

    private void load(Operation op, MmStruct mm, Process process, long page) {
        Core core = core(op, mm);
        long value = core.load(page * PAGE_SIZE);
        PageOf naive = process.pages.get(page);
        boolean allowed = naive != null && (naive.flags.contains(VmFlag.VM_READ));
        if (core.outcome() != VmFault.OOM) {
            expect(
                    "a load at page 0x" + Long.toHexString(page) + " of " + mm + " succeeds",
                    allowed,
                    core.outcome() == VmFault.DONE);
            expect("what is read at page 0x" + Long.toHexString(page) + " of " + mm, allowed ? naive.read() : 0, value);
        }
    }

    private Core core(Operation op, MmStruct mm) {
        Core core = machine.core(op.cpu() % machine.cores().size());
        core.switchTo(mm);
        return core;
    }

    private void map(Operation op, MmStruct mm, Process process, long page, int count) {
        EnumSet<VmFlag> flags = EnumSet.copyOf(Operation.rights(op.value()));
        int sort = count == HUGE_PAGES ? 0 : op.value() / 8 % 5;
        if (count == HUGE_PAGES) {
            flags.add(VmFlag.VM_HUGEPAGE);
        }
        if (sort == 1 || sort == 3) {
            flags.add(VmFlag.VM_SHARED);
        }
        boolean isFile = sort >= 2 && sort <= 3;
        VmFile shmem = sort == 1 ? VmFile.shmem("shmem") : null;
        Map<Long, Cell> object = isFile ? fileCells : sort == 1 ? new HashMap<>() : null;
        int result = machine.syscalls().mmap(mm, page * PAGE_SIZE, count * PAGE_SIZE, isFile ? file : shmem, 0, flags);
        onSuccess(result, () -> NaiveMemory.map(process, page, count, flags, object));
    }

    private void move(Operation op, MmStruct mm, Process process, long page, int count) {
        long to = BASES[op.value() % BASES.length] / PAGE_SIZE + (count < PAGES ? op.value() / 4 % (PAGES - count + 1) : 0);
        if (to + count > MmStruct.TASK_SIZE / PAGE_SIZE) {
            return;
        }
        boolean overlaps = page < to + count && to < page + count && page != to;
        int result = machine.syscalls().mremap(mm, page * PAGE_SIZE, count * PAGE_SIZE, to * PAGE_SIZE, count * PAGE_SIZE);
        expectNot("mremap of overlapping ranges succeeds", overlaps && result == 0);
        onSuccess(result, () -> {
            if (page != to) {
                NaiveMemory.unmap(process, to, count);
                NaiveMemory.move(process, page, count, to);
            }
        });
        if (result < 0 && result != -Errno.EFAULT && !overlaps && NaiveMemory.isMapped(process, page, count)) {
            // The destination is unmapped first, as in Linux, whatever happens then.
            resync(mm, process, to, count);
        }
    }

    private void resync(MmStruct mm, Process process, long to, int count) {
        if (mm.vmasIn(to * PAGE_SIZE, (to + count) * PAGE_SIZE).isEmpty()) {
            NaiveMemory.unmap(process, to, count);
        }
    }

    private void fork(MmStruct mm, Process process) {
        if (mms.size() == MOST_PROCESSES) {
            return;
        }
        MmStruct child = machine.syscalls().clone3(mm, cowPgtable);
        if (child != null) {
            mms.add(child);
            processes.add(NaiveMemory.fork(process));
        }
    }

    private void exit(int who) {
        if (mms.size() > 1) {
            machine.syscalls().exit(mms.remove(who));
            processes.remove(who);
        }
    }

    private void pin(Operation op, MmStruct mm, Process process, long number) {
        long addr = number * PAGE_SIZE;
        if (pins.size() == 4) {
            return;
        }
        boolean write = op.value() % 2 == 0;
        Page page = machine.syscalls().pin(mm, addr, write);
        PageOf naive = process.pages.get(number);
        boolean allowed = naive != null && naive.flags.contains(write ? VmFlag.VM_WRITE : VmFlag.VM_READ);
        if (page != null || !mayFail) {
            expect("a pin of page 0x" + Long.toHexString(number) + " of " + mm + " succeeds", allowed, page != null);
        }
        if (page != null) {
            naive.own();
            pins.add(new Pinned(new PinWatch(mm, addr, page), process, number, naive, naive.own));
            expect("a pinned page is what is mapped", page.address(), LogicalView.physical(mm, addr));
        }
    }

    private void unpin(Operation op) {
        if (!pins.isEmpty()) {
            machine.syscalls().unpin(pins.remove(op.value() % pins.size()).watch().page());
        }
    }

    /** Ends everything, and looks for what is left over (I5). */
    void end() {
        while (!pins.isEmpty()) {
            machine.syscalls().unpin(pins.remove(0).watch().page());
        }
        while (!mms.isEmpty()) {
            machine.syscalls().exit(mms.remove(0));
            processes.remove(0);
            compare();
        }
        file.close();
        machine.rcuBarrier();
        machine.shrink();
        expect("I5 frames in use after the last exit", baseline, machine.allocator().framesInUse());
        expect("I5 tables in use after the last exit", 0L, machine.platform().vmstat().nrPagetable());
        expect("I16 swap slots in use after the last exit", 0, machine.swap().inUse().size());
        expect("I27 percpu_refs after the last exit", 0, machine.platform().refs().live());
    }

    private void compare() {
        machine.rcuBarrier();
        for (int i = 0; i < mms.size(); i++) {
            MmStruct mm = mms.get(i);
            for (Map.Entry<Long, PageOf> each : processes.get(i).pages.entrySet()) {
                long addr = each.getKey() * PAGE_SIZE;
                if (LogicalView.word(mm, addr) != each.getValue().read()) {
                    throw new AssertionError("I19 logical view: " + mm + " 0x" + Long.toHexString(addr) + " expected "
                            + each.getValue().read() + " but was " + LogicalView.word(mm, addr));
                }
                expectNot("I21 rights: " + mm + " 0x" + Long.toHexString(addr) + " is writable",
                        LogicalView.isWritable(mm, addr) && !each.getValue().flags.contains(VmFlag.VM_WRITE));
            }
            expect(mm + " pages in VMAs", (long) processes.get(i).pages.size(),
                    mm.vmas().stream().mapToLong(vma -> (vma.end() - vma.start()) / PAGE_SIZE).sum());
        }
        for (Pinned pinned : pins) {
            expect(
                    "I24 pins: a pinned page stays at " + pinned.watch(),
                    true,
                    !processes.contains(pinned.process()) || !pinned.isMapped() || pinned.watch().holds());
        }
        List<Violation> violations = MmInvariants.of(machine).violations();
        if (!violations.isEmpty()) {
            throw new RuleBroken(violations.get(0).rule(), violations.get(0).expected(), violations.get(0).actual());
        }
    }

    private static void onSuccess(int result, Runnable naive) {
        if (result == 0) {
            naive.run();
        }
    }

    private static void expect(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": expected " + expected + " but was " + actual);
        }
    }

    private static void expectNot(String what, boolean broken) {
        if (broken) {
            throw new AssertionError(what);
        }
    }
}
