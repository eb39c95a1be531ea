package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Linux's {@code struct mmu_gather}: what an unmap has taken out of the tables, kept until no TLB can lead to it any more.
 *
 * <pre>
 *   entries cleared  --&gt;  TLBs flushed  --&gt;  pages freed; tables freed after a grace period
 * </pre>
 */
public final class MmuGather {
    private static final int BATCH = 512;

    private record Table(Page page, Consumer<Page> end) {}

    private final MmStruct mm;
    private final long[] pages = new long[BATCH];
    private final List<Table> tables = new ArrayList<>();
    private int size;
    private long start = Long.MAX_VALUE;
    private long end;

    /** Linux's {@code tlb_gather_mmu}. */
    public MmuGather(MmStruct mm) {
        this.mm = mm;
    }

    public MmStruct mm() {
        return mm;
    }

    /** An entry was cleared, or its rights were cut: {@code tlb_remove_tlb_entry}. */
    public void clearedEntry(long addr, long bytes) {
        start = Math.min(start, addr);
        end = Math.max(end, addr + bytes);
    }

    /**
     * A page lost a mapping, and with it a reference that is now this batch's: {@code tlb_remove_page}. The mapping counts
     * until the TLBs are flushed, so that nobody takes the page for his own who may still be read through one of them.
     *
     * @return whether the batch is full: then {@link #flush} as soon as no lock is held
     */
    public boolean lostMapping(Page page) {
        pages[size++] = page.pfn();
        return size == BATCH;
    }

    /** Whether the next page would not fit. */
    public boolean isFull() {
        return size == BATCH;
    }

    /**
     * A table was taken out: {@code pte_free_tlb} and its sisters.
     *
     * @param end frees the table; called after a grace period, must not block
     */
    public void tookOut(Page table, long addr, Consumer<Page> end) {
        tables.add(new Table(table, end));
        clearedEntry(addr & PgtableTypes.PAGE_MASK, PAGE_SIZE);
    }

    /** Flushes the TLBs, then frees what was gathered: {@code tlb_flush_mmu}, {@code tlb_finish_mmu}. */
    public void flush() {
        if (start < end) {
            Tlbflush.flush_tlb_range(mm, start, end);
        }
        for (int i = 0; i < size; i++) {
            Page page = mm.map().page(pages[i]);
            page.mapcountDec();
            mm.platform().swap().free_page_and_swap_cache(page);
        }
        tables.forEach(table -> mm.platform().rcu().call_rcu(table.page, table.end));
        tables.clear();
        size = 0;
        start = Long.MAX_VALUE;
        end = 0;
    }
}
