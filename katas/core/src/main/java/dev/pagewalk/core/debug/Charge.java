package dev.pagewalk.core.debug;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;

import dev.pagewalk.core.hw.PhysicalMemory;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.Vma;
import java.util.EnumMap;
import java.util.Map;

/** What an address space should be charged for, added up from PTE tables. */
public final class Charge {
    private final Map<RssKind, Long> rss = new EnumMap<>(RssKind.class);
    private long tables;

    /** How many resident pages of a kind. */
    public long rss(RssKind kind) {
        return rss.getOrDefault(kind, 0L);
    }

    /** How many PTE tables. */
    public long tables() {
        return tables;
    }

    /** Adds one huge page. */
    void addHuge() {
        rss.merge(RssKind.MM_ANONPAGES, (long) PTRS_PER_PTE, Long::sum);
    }

    /**
     * Adds one PTE table: itself, and every normal page that is present in it.
     *
     * @param mm the address space whose VMAs say what is normal
     * @param table the table's page struct
     * @param start the first address that it maps in {@code mm}
     */
    public void add(MmStruct mm, Page table, long start) {
        tables++;
        PhysicalMemory memory = mm.map().memory();
        for (int i = 0; i < PTRS_PER_PTE; i++) {
            long addr = start + i * PAGE_SIZE;
            Vma vma = mm.find_vma(addr);
            Page page = vma == null ? null : Mm.vm_normal_page(vma, addr, new Pte(memory.peek(table.address() + 8L * i)));
            if (page != null) {
                rss.merge(Mm.mm_counter(page), 1L, Long::sum);
            }
        }
    }
}
