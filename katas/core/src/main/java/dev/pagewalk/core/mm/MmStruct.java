package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Linux's {@code struct mm_struct}: one address space. Its VMAs, its page tables from the PGD down, its counters.
 *
 * <p>The counters are cells: index = ordinal of the {@link RssKind}, then nr_ptes.
 */
public final class MmStruct implements Cells {
    /** User addresses end here (four levels). */
    public static final long TASK_SIZE = 1L << 47;

    private static final int NR_PTES = RssKind.values().length;

    private final int id;
    private final MemMap map;
    private final Page pgd;
    private final TreeMap<Long, Vma> vmas = new TreeMap<>();
    private final long[] counters = new long[NR_PTES + 1];
    private int upperTables;

    /**
     * @param id the number by which people know it: mm#1, mm#2, …
     * @param pgd the frame of its top-level table
     */
    public MmStruct(int id, MemMap map, Page pgd) {
        this.id = id;
        this.map = map;
        this.pgd = pgd;
    }

    public int id() {
        return id;
    }

    public MemMap map() {
        return map;
    }

    /** The frame of the top-level table: what CR3 names. */
    public Page pgd() {
        return pgd;
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
    }

    /** All VMAs by address. Locking: mmap lock. */
    public List<Vma> vmas() {
        return List.copyOf(vmas.values());
    }

    /**
     * The VMA that contains an address, or null. Unlike Linux's {@code find_vma} it does not answer with a later one.
     * Locking: mmap lock.
     */
    public Vma find_vma(long addr) {
        Map.Entry<Long, Vma> below = vmas.floorEntry(addr);
        return below != null && below.getValue().contains(addr) ? below.getValue() : null;
    }

    /** The VMAs that share an address with {@code [start, end)}, by address. Locking: mmap lock. */
    public List<Vma> vmasIn(long start, long end) {
        return vmas.values().stream().filter(v -> v.start() < end && start < v.end()).toList();
    }

    /** How many resident pages of a kind are charged to this mm. */
    public long rss(RssKind kind) {
        return Hook.load(map.hook(), this, kind.ordinal(), Order.RELAXED);
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
        return Hook.load(map.hook(), this, NR_PTES, Order.RELAXED);
    }

    void addNrPtes(long tables) {
        add(NR_PTES, tables);
    }

    /** One more PMD, PUD or P4D table belongs to this mm. Locking: mmap lock for write. */
    public void countUpperTable() {
        upperTables++;
    }

    /** Linux's {@code pgtable_bytes}: what this mm's page tables below the PGD cost, as far as they are charged to it. */
    public long pgtable_bytes() {
        return PgtableTypes.PAGE_SIZE * (nrPtes() + upperTables);
    }

    private void add(int counter, long delta) {
        long was = Hook.update(map.hook(), this, counter, Update.ADD, delta, 0);
        if (was + delta < 0) {
            Hook.update(map.hook(), this, counter, Update.ADD, -delta, 0);
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
        return this + " " + (index == NR_PTES ? "nr_ptes" : RssKind.values()[(int) index].name());
    }

    @Override
    public String toString() {
        return "mm#" + id;
    }
}
