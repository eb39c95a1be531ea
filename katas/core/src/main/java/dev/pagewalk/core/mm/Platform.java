package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.hw.Pmu;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What all address spaces of one machine share: memory and its page structs, CPUs, the allocator, swap space, RCU, and who
 * checks locks. Linux reaches these as globals; here an {@link MmStruct} leads to them, so that machines can live side by
 * side.
 */
public final class Platform {
    /** A schedule names CPUs by one digit. */
    private static final int MOST_CPUS = 10;

    private final PhysicalMemory memory;
    private final MemMap pages;
    private final List<Cpu> cpus;
    private final Lockdep lockdep;
    private final Rcu rcu;
    private final FaultInjection failures = new FaultInjection();
    private final PageAllocator allocator;
    private final PercpuRefs refs;
    private final SwapSpace swap;
    private final VmStat vmstat;
    private final Memcg memcg;
    private final ProtectionKeys keys;
    private final Page zeroPage;
    private final List<String> misuses = new ArrayList<>();
    private @Nullable Object operations;
    private @Nullable GroupedPageCache tableCache;
    private @Nullable MmStruct initMm;
    private int running;

    /**
     * @param memory the memory; its hook carries out accesses
     * @param frames how many frames are installed, from frame 0 on
     * @param reserved how many of them, at the end, the allocator does not get
     * @param cpus how many CPUs, 1 to 10
     */
    public Platform(PhysicalMemory memory, long frames, long reserved, int cpus) {
        if (cpus < 1 || cpus > MOST_CPUS) {
            throw new IllegalArgumentException("a machine has 1 to " + MOST_CPUS + " CPUs, but was asked for " + cpus);
        }
        this.memory = memory;
        this.pages = new MemMap(this, memory, frames);
        this.cpus = IntStream.range(0, cpus).mapToObj(id -> new Cpu(id, memory)).toList();
        this.lockdep = new Lockdep(this, MOST_CPUS);
        this.rcu = new Rcu(this, cpus, MOST_CPUS);
        this.allocator = new PageAllocator(pages, frames - reserved);
        this.refs = new PercpuRefs(this, MOST_CPUS);
        this.swap = new SwapSpace(this);
        this.vmstat = new VmStat(this);
        this.memcg = new Memcg(this);
        this.keys = new ProtectionKeys(this);
        this.zeroPage = Objects.requireNonNull(allocator.alloc_page(), "a machine has at least a frame for the zero page");
    }

    public PhysicalMemory memory() {
        return memory;
    }

    /** The page structs. */
    public MemMap pages() {
        return pages;
    }

    public List<Cpu> cpus() {
        return cpus;
    }

    public Lockdep lockdep() {
        return lockdep;
    }

    public Rcu rcu() {
        return rcu;
    }

    public FaultInjection failures() {
        return failures;
    }

    public PageAllocator allocator() {
        return allocator;
    }

    public PercpuRefs refs() {
        return refs;
    }

    public SwapSpace swap() {
        return swap;
    }

    public VmStat vmstat() {
        return vmstat;
    }

    public Memcg memcg() {
        return memcg;
    }

    public ProtectionKeys keys() {
        return keys;
    }

    /** The page of zeroes that read faults on untouched anonymous memory map; nobody counts its mappings. */
    public Page zeroPage() {
        return zeroPage;
    }

    public Pmu pmu() {
        return memory.pmu();
    }

    /** Who carries out shared accesses; null: they happen directly. */
    public @Nullable Hook hook() {
        return memory.hook();
    }

    /** The number of the CPU that runs now: the hook knows, or else {@link #run}. */
    public int cpu() {
        Hook hook = memory.hook();
        return hook == null ? running : hook.cpu();
    }

    /** From now on kernel code runs on another CPU; where a hook is, the hook decides, and this has no effect. */
    public void run(int cpu) {
        running = cpus.get(cpu).id();
    }

    /** What the kernel on top has plugged in, for those below who must lead a caller back to it. */
    public <T> T operations(Class<T> type) {
        return type.cast(Objects.requireNonNull(operations, "a machine gets its operations at boot: call operations(plugged) first"));
    }

    /** The kernel's own address space: {@code init_mm}. Its upper half is everybody's; user tables it has none. */
    public MmStruct init_mm() {
        return Objects.requireNonNull(initMm, "the kernel's own address space is there from boot on");
    }

    /** Set once, at boot. */
    public void init_mm(MmStruct kernel) {
        initMm = kernel;
    }

    /** The cache that page tables come from, on a machine that uses one. */
    public GroupedPageCache tableCache() {
        return Objects.requireNonNull(tableCache, "only a machine with PKS_PG_TABLES has a table cache: boot it with kata 6");
    }

    /** Set once, at boot. */
    public void tableCache(GroupedPageCache cache) {
        tableCache = cache;
    }

    /** Set once, at boot. */
    public void operations(Object plugged) {
        operations = plugged;
    }

    /** The uses of free frames so far, oldest first. */
    public List<String> misuses() {
        return List.copyOf(misuses);
    }

    /** A free frame was used. */
    public void misuse(String what) {
        misuses.add(what);
    }
}
