package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.P4D_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_OFFSET;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PTE_PFN_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.mm.PgtableTypes.PUD_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_ACCESSED;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_DIRTY;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_GLOBAL;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_NX;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PKEY_MASK;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PKEY_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PRESENT;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_PSE;
import static dev.pagewalk.core.mm.PgtableTypes._PAGE_RW;

import dev.pagewalk.core.hook.Update;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Tlbflush;
import java.util.ArrayDeque;

/**
 * The kernel's map of all physical memory, in the largest pages that fit, split where a part gets a protection key of its
 * own: Linux's direct map and {@code set_memory_pks}.
 *
 * <pre>
 *   PGD[273] --&gt; PUD table   1 GiB leaves, and --&gt; PMD tables   2 MiB leaves, and --&gt; PTE tables
 * </pre>
 *
 * Its tables come from frames that were set aside at boot, never from {@code alloc_table}: a table that must be split to
 * protect a table would have no end. Only {@link #set_memory_pks} writes it after boot.
 */
public final class DirectMap {
    private static final long LEAF = _PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED | _PAGE_DIRTY | _PAGE_GLOBAL | _PAGE_NX;
    private static final long TABLE = _PAGE_PRESENT | _PAGE_RW | _PAGE_ACCESSED;

    private final Platform platform;
    private final PhysicalMemory memory;
    private final ArrayDeque<Long> reserve = new ArrayDeque<>();
    private final long pgd;
    private int tables;

    /** Builds the map. {@code first} to the last frame of memory are the reserve. */
    DirectMap(Platform platform, long first) {
        this.platform = platform;
        this.memory = platform.memory();
        for (long pfn = first; pfn < platform.pages().frames(); pfn++) {
            reserve.add(pfn << PAGE_SHIFT);
        }
        this.pgd = reserve.poll();
        build();
    }

    /** How many frames the reserve needs for the map itself, and for splits of a share of memory into 4 KiB pages. */
    static long reserveFor(long frames) {
        return 4 + (frames >>> PUD_SHIFT - PAGE_SHIFT) + Math.min(64, frames >>> PMD_SHIFT - PAGE_SHIFT);
    }

    /** The physical address of the kernel's own PGD. */
    public long pgd() {
        return pgd;
    }

    /** How many frames of the reserve are left. */
    public int reserveLeft() {
        return reserve.size();
    }

    /** How many tables the map has, with its PGD. */
    public int tables() {
        return tables + 1;
    }

    /** Gives an address space the kernel's half. */
    void mapInto(Page userPgd) {
        for (int i = PTRS_PER_PTE / 2; i < PTRS_PER_PTE; i++) {
            memory.poke(userPgd.address() + (long) i * Long.BYTES, memory.peek(pgd + (long) i * Long.BYTES));
        }
    }

    /**
     * Gives a range of pages a protection key. Locking: {@code cpa_lock}, which {@code GroupedPageCache.set_memory_pks} takes.
     *
     * @param first the first page
     * @param pages how many
     * @param key 0 to 15
     * @return 0, or -ENOMEM if the reserve has no table for a split: the keys are what they were
     */
    int set_memory_pks(Page first, int pages, int key) {
        if (key < 0 || key > 15) {
            throw new RuleBroken("set_memory_pks: a protection key has four bits", "key 0 to 15", "key " + key);
        }
        for (long pfn = first.pfn(); pfn < first.pfn() + pages; pfn += leafOf(pfn)) {
            if (!isSplit(pfn, first.pfn(), pages)) {
                return -Errno.ENOMEM;
            }
        }
        for (long pfn = first.pfn(); pfn < first.pfn() + pages; pfn += leafOf(pfn)) {
            long entry = entryOf(pfn);
            memory.update(entry, Update.SET, memory.peek(entry) & ~_PAGE_PKEY_MASK | (long) key << _PAGE_PKEY_SHIFT, 0);
        }
        long start = PAGE_OFFSET + first.address();
        Tlbflush.flush_tlb_kernel_range(platform, start, start + pages * PAGE_SIZE);
        return 0;
    }

    /** The key of a frame's direct map; an audit. */
    public int keyOf(long pfn) {
        return (int) ((memory.peek(entryOf(pfn)) & _PAGE_PKEY_MASK) >>> _PAGE_PKEY_SHIFT);
    }

    /** log2 of the page that maps a frame: 30, 21 or 12; an audit. */
    public int shiftOf(long pfn) {
        long address = PAGE_OFFSET + (pfn << PAGE_SHIFT);
        long pud = at(below(pgd, address, P4D_SHIFT), address, PUD_SHIFT);
        if ((memory.peek(pud) & _PAGE_PSE) != 0) {
            return PUD_SHIFT;
        }
        long pmd = at(memory.peek(pud) & PTE_PFN_MASK, address, PMD_SHIFT);
        return (memory.peek(pmd) & _PAGE_PSE) != 0 ? PMD_SHIFT : PAGE_SHIFT;
    }

    private void build() {
        long bytes = platform.pages().frames() << PAGE_SHIFT;
        long address = 0;
        while (address < bytes) {
            boolean giant = address + (1L << PUD_SHIFT) <= bytes && (address & (1L << PUD_SHIFT) - 1) == 0;
            map(address, giant ? PUD_SHIFT : PMD_SHIFT);
            address += 1L << (giant ? PUD_SHIFT : PMD_SHIFT);
        }
    }

    private void map(long physical, int shift) {
        long address = PAGE_OFFSET + physical;
        long table = ensure(pgd, address, P4D_SHIFT);
        if (shift == PMD_SHIFT) {
            table = ensure(table, address, PUD_SHIFT);
        }
        memory.poke(at(table, address, shift), physical | LEAF | _PAGE_PSE);
    }

    private long ensure(long table, long address, int shift) {
        long slot = at(table, address, shift);
        if (memory.peek(slot) == 0) {
            memory.poke(slot, reserve.poll() | TABLE);
            tables++;
        }
        return memory.peek(slot) & PTE_PFN_MASK;
    }

    /** Makes sure that a frame is mapped by a page that lies within a range of frames. */
    private boolean isSplit(long pfn, long first, int pages) {
        int shift = shiftOf(pfn);
        while (!isWithin(pfn, shift, first, pages)) {
            if (!split(pfn, shift)) {
                return false;
            }
            shift = shiftOf(pfn);
        }
        return true;
    }

    private static boolean isWithin(long pfn, int shift, long first, int pages) {
        long size = 1L << shift - PAGE_SHIFT;
        long start = pfn & -size;
        return first <= start && start + size <= first + pages;
    }

    private boolean split(long pfn, int shift) {
        Long table = reserve.poll();
        if (table == null) {
            return false;
        }
        long slot = slotOf(pfn, shift);
        long leaf = memory.peek(slot);
        int smaller = shift - 9;
        long kept = leaf & ~PTE_PFN_MASK & (smaller == PAGE_SHIFT ? ~_PAGE_PSE : -1);
        long base = leaf & PTE_PFN_MASK & -(1L << shift);
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            memory.poke(table + (long) i * Long.BYTES, base + ((long) i << smaller) | kept);
        }
        memory.update(slot, Update.SET, table | TABLE, 0);
        tables++;
        platform.pmu().count(Event.DIRECT_MAP_SPLIT);
        long start = PAGE_OFFSET + base;
        Tlbflush.flush_tlb_kernel_range(platform, start, start + PAGE_SIZE);
        return true;
    }

    /** How many frames the page has that maps a frame. */
    private long leafOf(long pfn) {
        return 1L << shiftOf(pfn) - PAGE_SHIFT;
    }

    private long entryOf(long pfn) {
        return slotOf(pfn, shiftOf(pfn));
    }

    private long slotOf(long pfn, int shift) {
        long address = PAGE_OFFSET + (pfn << PAGE_SHIFT);
        long table = pgd;
        for (int level = P4D_SHIFT; level > shift; level -= 9) {
            table = below(table, address, level);
        }
        return at(table, address, shift);
    }

    private long below(long table, long address, int shift) {
        return memory.peek(at(table, address, shift)) & PTE_PFN_MASK;
    }

    private static long at(long table, long address, int shift) {
        return table + (long) Pgtable.index(address, shift) * Long.BYTES;
    }
}
