package dev.pagewalk.core.history;

import static dev.pagewalk.core.history.Agreement.at;
import static dev.pagewalk.core.history.Agreement.expect;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.PinWatch;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.history.NaiveMemory.Cell;
import dev.pagewalk.core.history.NaiveMemory.PageOf;
import dev.pagewalk.core.history.NaiveMemory.NaiveProcess;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.kernel.Core;
import dev.pagewalk.core.kernel.Syscalls;
import dev.pagewalk.core.kernel.VmFault;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.VmFile;
import dev.pagewalk.core.mm.VmFlag;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Does one operation to both sides of a world, and compares how it ended. */
final class Steps {
    private static final int MOST_PROCESSES = 4;
    private static final int MOST_PINS = 4;
    private static final int SORTS = 5;

    private final World world;
    private final Agreement agreement;
    private final Syscalls syscalls;
    private final boolean mayFail;
    private long lastValue;

    /** @param mayFail whether an allocation may fail, and with it an operation that a program may do */
    Steps(World world, Agreement agreement, boolean mayFail) {
        this.world = world;
        this.agreement = agreement;
        this.syscalls = world.machine.syscalls();
        this.mayFail = mayFail;
    }

    /** An operation, as it applies to this world. */
    private record Target(Operation op, int who, MmStruct mm, NaiveProcess process, Core core, long page, int count) {
        long addr() {
            return page * PAGE_SIZE;
        }

        long length() {
            return count * PAGE_SIZE;
        }

        /** What the naive model has there; only where {@link #isMapped}. */
        PageOf naive() {
            return Objects.requireNonNull(process.pages.get(page), "ask isMapped() first");
        }

        boolean isMapped() {
            return process.pages.containsKey(page);
        }
    }

    private Target target(Operation op) {
        int who = op.process() % world.mms.size();
        int first = op.page() % Areas.PAGES;
        boolean huge = op.area() % Areas.NUMBER == Areas.HUGE && first == 0 && op.value() % 2 == 0;
        int count = huge ? Areas.HUGE_PAGES : 1 + op.count() % (Areas.PAGES - first);
        Core core = world.machine.core(op.cpu() % world.machine.cores().size());
        return new Target(op, who, world.mms.get(who), world.processes.get(who), core, Areas.start(op.area()) + first, count);
    }

    /** For example {@code CPU 1: mm#2 mprotect 0x3fffc000 +3 pages to R}. */
    String describe(Operation op) {
        Target on = target(op);
        String name = op.kind().name().toLowerCase(Locale.ROOT);
        String range = " 0x" + Long.toHexString(on.addr()) + " +" + on.count + (on.count == 1 ? " page" : " pages");
        return on.core + ": " + on.mm + " " + switch (op.kind()) {
            case FORK, EXIT, UNPIN -> name;
            case STORE, LOAD, SWAPOUT -> name + " 0x" + Long.toHexString(on.addr());
            case PIN -> name + " 0x" + Long.toHexString(on.addr()) + (isForWrite(op) ? " for write" : " for read");
            case MMAP -> name + range + " " + letters(flags(on)) + (source(on) == Source.FILE ? " of a file" : "");
            case MPROTECT -> name + range + " to " + letters(op.rights());
            case MREMAP -> name + range + " to 0x" + Long.toHexString(destination(on) * PAGE_SIZE);
            case MUNMAP -> name + range;
            case DONTNEED, DONTFORK, WIPEONFORK -> "madvise " + name + range;
        };
    }

    /**
     * Does it.
     *
     * @return how it ended, as text, for example {@code  = -12}
     */
    String perform(Operation op) {
        Target on = target(op);
        world.machine.on(on.core.cpu().id());
        return switch (op.kind()) {
            case STORE -> store(on);
            case LOAD -> load(on);
            case MMAP -> map(on);
            case MUNMAP -> done(syscalls.munmap(on.mm, on.addr(), on.length()), () -> NaiveMemory.unmap(on.process, on.page, on.count));
            case MPROTECT -> protect(on);
            case MREMAP -> move(on);
            case DONTNEED -> done(syscalls.madviseDontNeed(on.mm, on.addr(), on.length()), () -> NaiveMemory.forget(on.process, on.page, on.count));
            case DONTFORK -> done(syscalls.madviseDontFork(on.mm, on.addr(), on.length()), () -> mark(on, VmFlag.VM_DONTCOPY));
            case WIPEONFORK -> done(syscalls.madviseWipeOnFork(on.mm, on.addr(), on.length()), () -> mark(on, VmFlag.VM_WIPEONFORK));
            case FORK -> fork(on);
            case EXIT -> exit(on);
            case SWAPOUT -> done(syscalls.swapOut(on.mm, on.addr()), () -> {});
            case PIN -> pin(on);
            case UNPIN -> unpin(op);
        };
    }

    private String store(Target on) {
        on.core.switchTo(on.mm);
        long value = ++lastValue;
        boolean stored = on.core.store(on.addr(), value);
        boolean allowed = isAllowed(on, VmFlag.VM_WRITE);
        if (on.core.outcome() != VmFault.OOM) {
            expect(Rule.I19, on.mm + " may write,", at(on.addr()), allowed, stored);
        }
        if (stored) {
            on.naive().write(value);
        }
        return stored ? " = " + value : " ends with " + on.core.outcome();
    }

    private String load(Target on) {
        on.core.switchTo(on.mm);
        long value = on.core.load(on.addr());
        boolean allowed = isAllowed(on, VmFlag.VM_READ);
        if (on.core.outcome() != VmFault.OOM) {
            expect(Rule.I19, on.mm + " may read,", at(on.addr()), allowed, on.core.outcome() == VmFault.DONE);
            expect(Rule.I19, on.mm + " reads", at(on.addr()), allowed ? on.naive().read() : 0, value);
        }
        return on.core.outcome() == VmFault.DONE ? " = " + value : " ends with " + on.core.outcome();
    }

    private static boolean isAllowed(Target on, VmFlag right) {
        return on.isMapped() && on.naive().flags.contains(right);
    }

    /** What is behind a mapping. */
    private enum Source {
        NOTHING,
        SHARED_MEMORY,
        FILE
    }

    private static Source source(Target on) {
        return switch (sort(on)) {
            case 1 -> Source.SHARED_MEMORY;
            case 2, 3 -> Source.FILE;
            default -> Source.NOTHING;
        };
    }

    private static int sort(Target on) {
        return on.count == Areas.HUGE_PAGES ? 0 : on.op.value() / 8 % SORTS;
    }

    private static Set<VmFlag> flags(Target on) {
        EnumSet<VmFlag> flags = EnumSet.copyOf(on.op.rights());
        if (on.count == Areas.HUGE_PAGES) {
            flags.add(VmFlag.VM_HUGEPAGE);
        }
        if (sort(on) == 1 || sort(on) == 3) {
            flags.add(VmFlag.VM_SHARED);
        }
        return flags;
    }

    private String map(Target on) {
        @Nullable VmFile shmem = source(on) == Source.SHARED_MEMORY ? VmFile.shmem("shmem") : null;
        @Nullable Map<Long, Cell> object = switch (source(on)) {
            case FILE -> world.fileCells;
            case SHARED_MEMORY -> new HashMap<>();
            case NOTHING -> null;
        };
        VmFile file = source(on) == Source.FILE ? world.file : shmem;
        int result = syscalls.mmap(on.mm, on.addr(), on.length(), file, 0, flags(on));
        return done(result, () -> NaiveMemory.map(on.process, on.page, on.count, flags(on), object));
    }

    private String protect(Target on) {
        Set<VmFlag> rights = on.op.rights();
        int result = syscalls.mprotect(on.mm, on.addr(), on.length(), rights.toArray(VmFlag[]::new));
        return done(result, () -> NaiveMemory.protect(on.process, on.page, on.count, rights));
    }

    private static void mark(Target on, VmFlag flag) {
        NaiveMemory.mark(on.process, on.page, on.count, flag);
    }

    private static long destination(Target on) {
        int value = on.op.value();
        return Areas.start(value) + (on.count < Areas.PAGES ? value / Areas.NUMBER % (Areas.PAGES - on.count + 1) : 0);
    }

    private String move(Target on) {
        long to = destination(on);
        if (to + on.count > MmStruct.TASK_SIZE / PAGE_SIZE) {
            return " (beyond user addresses: not done)";
        }
        boolean overlaps = on.page < to + on.count && to < on.page + on.count && on.page != to;
        int result = syscalls.mremap(on.mm, on.addr(), on.length(), to * PAGE_SIZE, on.length());
        if (overlaps) {
            expect(Rule.I19, "mremap of overlapping ranges succeeds:", "", false, result == 0);
        }
        if (result < 0 && result != -Errno.EFAULT && !overlaps && NaiveMemory.isMapped(on.process, on.page, on.count)) {
            // The destination is unmapped first, as in Linux, whatever happens then.
            forgetIfUnmapped(on, to);
        }
        return done(result, () -> {
            if (on.page != to) {
                NaiveMemory.unmap(on.process, to, on.count);
                NaiveMemory.move(on.process, on.page, on.count, to);
            }
        });
    }

    private static void forgetIfUnmapped(Target on, long to) {
        if (on.mm.vmasIn(to * PAGE_SIZE, (to + on.count) * PAGE_SIZE).isEmpty()) {
            NaiveMemory.unmap(on.process, to, on.count);
        }
    }

    private String fork(Target on) {
        if (world.mms.size() == MOST_PROCESSES) {
            return " (enough processes: not done)";
        }
        MmStruct child = syscalls.clone3(on.mm, world.machine.ops().isCowPte());
        if (child == null) {
            return " = no memory";
        }
        world.add(child, NaiveMemory.fork(on.process));
        agreement.verifyFork(on.mm, child);
        return " = " + child;
    }

    private String exit(Target on) {
        if (world.mms.size() == 1) {
            return " (the last process: not done)";
        }
        world.exit(on.who);
        return "";
    }

    private static boolean isForWrite(Operation op) {
        return op.value() % 2 == 0;
    }

    private String pin(Target on) {
        if (world.pins.size() == MOST_PINS) {
            return " (enough pins: not done)";
        }
        boolean write = isForWrite(on.op);
        Page page = syscalls.pin(on.mm, on.addr(), write);
        if (page != null || !mayFail) {
            expect(Rule.I19, on.mm + " may pin,", at(on.addr()), isAllowed(on, write ? VmFlag.VM_WRITE : VmFlag.VM_READ), page != null);
        }
        if (page == null) {
            return " is refused";
        }
        PageOf naive = on.naive();
        naive.own();
        world.pins.add(new World.Pinned(new PinWatch(on.mm, on.addr(), page), on.process, on.page, naive, naive.own));
        expect(Rule.I24, "the pinned page is the page that is mapped:", at(on.addr()), true, page.address() == LogicalView.physical(on.mm, on.addr()));
        return "";
    }

    private String unpin(Operation op) {
        if (world.pins.isEmpty()) {
            return " (nothing is pinned)";
        }
        PinWatch watch = world.pins.remove(op.value() % world.pins.size()).watch();
        syscalls.unpin(watch.page());
        return at(watch.addr()) + " of " + watch.mm();
    }

    private static String done(int result, Runnable naive) {
        if (result == 0) {
            naive.run();
        }
        return result == 0 ? "" : " = " + result;
    }

    private static String letters(Set<VmFlag> flags) {
        return flags.stream().sorted().map(flag -> flag.name().replace("VM_", "")).collect(Collectors.joining(" "));
    }
}
