package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Linux's {@code struct mm_struct}: one address space. Its VMAs, its page tables from the PGD down, its counters.
 *
 * <p>The counters are cells: index = ordinal of the {@link RssKind}, then nr_ptes, upper tables, flags, the mask of CPUs
 * that have it loaded, and the mmap lock.
 */
public final class MmStruct implements Cells {
    /** User addresses end here (four levels). */
    public static final long TASK_SIZE = 1L << 47;

    private static final int NR_PTES = RssKind.values().length;
    private static final int UPPER_TABLES = NR_PTES + 1;
    private static final int FLAGS = NR_PTES + 2;
    private static final int CPUMASK = NR_PTES + 3;
    private static final int MMAP_LOCK = NR_PTES + 4;
    private static final List<String> NAMES = List.of("nr_ptes", "upper tables", "flags", "cpumask", "mmap_lock");

    private final int id;
    private final MemMap map;
    private final Page pgd;
    private final TreeMap<Long, Vma> vmas = new TreeMap<>();
    private final long[] counters = new long[MMAP_LOCK + 1];
    private final MmapLock mmapLock;

    /**
     * @param id the number by which people know it: mm#1, mm#2, …
     * @param pgd the frame of its top-level table
     */
    public MmStruct(int id, MemMap map, Page pgd) {
        this.id = id;
        this.map = map;
        this.pgd = pgd;
        this.mmapLock = new MmapLock(map.platform(), this, MMAP_LOCK, id);
    }

    public int id() {
        return id;
    }

    public MemMap map() {
        return map;
    }

    /** The machine that it lives on. */
    public Platform platform() {
        return map.platform();
    }

    /** The frame of the top-level table: what CR3 names. */
    public Page pgd() {
        return pgd;
    }

    public MmapLock mmapLock() {
        return mmapLock;
    }

    /** {@code pmd_lock}: the lock of the PMD table that a slot lies in; under it none becomes a table. */
    public SpinLock pmd_lock(PmdPtr pmd) {
        return map.page(pmd.address() >>> PgtableTypes.PAGE_SHIFT).lock(LockClass.PMD_LOCK);
    }

    /**
     * Adds a VMA. Locking: mmap lock for write.
     *
     * @throws RuleBroken if it overlaps another
     */
    public void add(Vma vma) {
        List<Vma> inTheWay = vmasIn(vma.start(), vma.end());
        if (!inTheWay.isEmpty()) {
            throw new RuleBroken("VMA: no two VMAs of an mm overlap", "a free range", vma + " overlaps " + inTheWay.get(0));
        }
        vmas.put(vma.start(), vma);
        if (vma.file() != null) {
            vma.file().hold();
        }
    }

    /** Removes a VMA. Locking: mmap lock for write. */
    public void remove(Vma vma) {
        if (vmas.remove(vma.start(), vma) && vma.file() != null) {
            vma.file().drop();
        }
    }

    /** All VMAs by address. Locking: mmap lock. */
    public List<Vma> vmas() {
        return List.copyOf(vmas.values());
    }

    /**
     * The VMA that contains an address, or null. Unlike Linux's {@code find_vma} it does not answer with a later one.
     * Locking: mmap lock.
     */
    public @Nullable Vma find_vma(long addr) {
        Map.Entry<Long, Vma> below = vmas.floorEntry(addr);
        return below != null && below.getValue().contains(addr) ? below.getValue() : null;
    }

    /** The VMAs that share an address with {@code [start, end)}, by address. Locking: mmap lock. */
    public List<Vma> vmasIn(long start, long end) {
        List<Vma> found = new ArrayList<>();
        Long first = vmas.floorKey(start);
        for (Vma vma : vmas.tailMap(first == null ? start : first).values()) {
            if (vma.start() >= end) {
                break;
            }
            if (vma.end() > start) {
                found.add(vma);
            }
        }
        return found;
    }

    /** How many resident pages of a kind are charged to this mm. */
    public long rss(RssKind kind) {
        return load(kind.ordinal());
    }

    /**
     * Charges resident pages to this mm ({@code pages} &gt; 0) or takes the charge back (&lt; 0); one locked addition.
     *
     * @throws RuleBroken I3, if the counter would become negative
     */
    public void addRss(RssKind kind, long pages) {
        add(kind.ordinal(), pages);
    }

    /** How many PTE tables are charged to this mm. */
    public long nrPtes() {
        return load(NR_PTES);
    }

    void addNrPtes(long tables) {
        add(NR_PTES, tables);
    }

    /** Charges PMD, PUD or P4D tables to this mm, or takes the charge back; one locked addition. */
    public void addUpperTables(long tables) {
        add(UPPER_TABLES, tables);
    }

    /** Linux's {@code pgtable_bytes}: what this mm's page tables below the PGD cost, as far as they are charged to it. */
    public long pgtable_bytes() {
        return PgtableTypes.PAGE_SIZE * (nrPtes() + load(UPPER_TABLES));
    }

    /** Whether a flag is set. */
    public boolean test_bit(MmFlag flag) {
        return (load(FLAGS) & flag.bit()) != 0;
    }

    /** Sets a flag, in one step. */
    public void set_bit(MmFlag flag) {
        if (!test_bit(flag)) {
            update(FLAGS, Update.OR, flag.bit());
        }
    }

    /** Whether a page of it has been pinned at some time. */
    public boolean hasPinned() {
        return test_bit(MmFlag.MMF_HAS_PINNED);
    }

    /** The CPUs that have it loaded, a bit each. */
    public long cpumask() {
        return load(CPUMASK);
    }

    /** A CPU loads it, before it moves to CR3. */
    public void loadedBy(int cpu) {
        update(CPUMASK, Update.OR, 1L << cpu);
    }

    /** A CPU has moved something else to CR3. */
    public void unloadedBy(int cpu) {
        update(CPUMASK, Update.AND, ~(1L << cpu));
    }

    private long load(int counter) {
        return Hook.load(map.hook(), this, counter, Order.RELAXED);
    }

    private long update(int counter, Update update, long a) {
        return Hook.update(map.hook(), this, counter, update, a, 0);
    }

    private void add(int counter, long delta) {
        long was = update(counter, Update.ADD, delta);
        if (was + delta < 0) {
            poke(counter, was); // undone behind everybody's back: it is no step of the story that ends here
            throw new RuleBroken(
                    "I3 counters: no counter is ever negative",
                    describe(counter) + " >= 0",
                    was + " " + (delta < 0 ? "- " + -delta : "+ " + delta));
        }
    }

    @Override
    public long peek(long index) {
        return counters[(int) index];
    }

    @Override
    public void poke(long index, long value) {
        counters[(int) index] = value;
    }

    @Override
    public String describe(long index) {
        return this + " " + (index < NR_PTES ? RssKind.values()[(int) index].name() : NAMES.get((int) index - NR_PTES));
    }

    @Override
    public String toString() {
        return id == 0 ? "init_mm" : "mm#" + id;
    }
}
