package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Bits;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.SwapSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * A booted machine: its hardware, its memory management, its address spaces. System calls are in {@link Syscalls}.
 *
 * <pre>{@code
 *   Machine machine = Machine.boot();
 *   MmStruct mm = machine.newMm();
 *   machine.syscalls().mmap(mm, 0x4000_0000L, 0x2000, VM_READ, VM_WRITE);
 *   machine.core(0).switchTo(mm);
 *   machine.core(0).store(0x4000_0000L, 42);
 * }</pre>
 *
 * <p>Frame 0 is never used (so address 0 can mean "none"), frame 1 is the zero page; the last frames are the direct map's.
 */
public final class Machine {
    private static final int MAXPHYADDR = 40;

    private final Platform platform;
    private final DirectMap directMap;
    private final List<Core> cores;
    private final Syscalls syscalls;
    private final List<MmStruct> mms = new ArrayList<>();
    private int lastId;

    private Machine(MachineConfig config) {
        config.check();
        long frames = config.bytes() >>> PAGE_SHIFT;
        long reserved = DirectMap.reserveFor(frames);
        platform = new Platform(new PhysicalMemory(MAXPHYADDR, config.hook()), frames, reserved, config.cpus());
        platform.operations(config.ops());
        directMap = new DirectMap(platform, frames - reserved);
        cores = platform.cpus().stream().map(cpu -> new Core(platform, cpu, directMap.pgd())).toList();
        platform.init_mm(new MmStruct(0, pages(), pages().page(directMap.pgd() >>> PAGE_SHIFT)));
        syscalls = new Syscalls(this);
        startCpus(config.ops().isPksPgTables());
    }

    /** A machine with 256 MiB and no kata, on which one CPU runs at a time. */
    public static Machine boot() {
        return boot(MachineConfig.standard());
    }

    /** The same, with every shared access carried out by a hook (null: by nobody). */
    public static Machine boot(Hook hook) {
        return boot(MachineConfig.standard().withHook(hook));
    }

    /**
     * A machine as a configuration says.
     *
     * @throws IllegalArgumentException if no machine can run so; the message says why
     */
    public static Machine boot(MachineConfig config) {
        return new Machine(config);
    }

    public Platform platform() {
        return platform;
    }

    public PhysicalMemory memory() {
        return platform.memory();
    }

    public MemMap pages() {
        return platform.pages();
    }

    public PageAllocator allocator() {
        return platform.allocator();
    }

    public SwapSpace swap() {
        return platform.swap();
    }

    public DirectMap directMap() {
        return directMap;
    }

    /** The page of zeroes that read faults on untouched anonymous memory map. */
    public Page zeroPage() {
        return platform.zeroPage();
    }

    /** The katas that it runs with. */
    public MmOps ops() {
        return MmOps.of(platform);
    }

    public List<Core> cores() {
        return cores;
    }

    public Core core(int cpu) {
        return cores.get(cpu);
    }

    public Syscalls syscalls() {
        return syscalls;
    }

    /** From now on kernel code runs on another CPU. Where a hook is, the hook decides, and this has no effect. */
    public Machine on(int cpu) {
        platform.run(cpu);
        return this;
    }

    /** All live address spaces, oldest first. */
    public List<MmStruct> mms() {
        return List.copyOf(mms);
    }

    /** A new, empty address space. */
    public MmStruct newMm() {
        MmStruct mm = tryNewMm();
        if (mm == null) {
            throw new RuleBroken(
                    "memory: a scene fits into the machine",
                    "a free frame",
                    "all " + pages().frames() + " frames are in use");
        }
        return mm;
    }

    /** A frame, or the end: this machine has no memory to reclaim. */
    public Page alloc() {
        Page page = allocator().alloc_page();
        if (page == null) {
            throw new RuleBroken(
                    "memory: a scene fits into the machine",
                    "a free frame",
                    "all " + pages().frames() + " frames are in use");
        }
        return page;
    }

    /** Waits until nobody reads what was taken out, and frees it: at rest, all grace periods are over. */
    public void rcuBarrier() {
        platform.rcu().rcu_barrier();
    }

    /** Returns what a table cache holds to the buddy allocator; how many pages. */
    public long shrink() {
        if (!ops().isPksPgTables()) {
            return 0;
        }
        TableCache cache = ops().tableCache();
        return cache.grouped_shrink_scan(platform.tableCache(), cache.grouped_shrink_count(platform.tableCache()));
    }

    /** Null if there is no memory. */
    @Nullable MmStruct tryNewMm() {
        int id = ++lastId;
        Page pgd = Pgalloc.upperTable(platform, "mm#" + id + " pgd");
        if (pgd == null) {
            return null;
        }
        directMap.mapInto(pgd);
        MmStruct mm = new MmStruct(id, pages(), pgd);
        mms.add(mm);
        return mm;
    }

    boolean isAlive(MmStruct mm) {
        return mms.contains(mm);
    }

    /** An address space is no more. */
    void forget(MmStruct mm) {
        mms.remove(mm);
    }

    private void startCpus(boolean keys) {
        for (Core core : cores) {
            core.cpu().writeCr3(directMap.pgd());
            core.cpu().writeCr4(core.cpu().registers().cr4() | Bits.CR4_PGE | (keys ? Bits.CR4_PKS : 0));
        }
        if (keys) {
            platform.tableCache(new GroupedPageCache(platform, directMap::set_memory_pks, directMap::keyOf));
            platform.keys().enforce();
        }
        platform.pmu().reset();
    }
}
