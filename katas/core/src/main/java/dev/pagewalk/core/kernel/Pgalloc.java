package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Platform;
import dev.pagewalk.core.mm.RuleBroken;

/**
 * Page tables as pages: where they come from, how they begin and end. Linux's {@code asm-generic/pgalloc.h}, for static
 * import.
 *
 * <pre>
 *   alloc_table --&gt; ctor --&gt; in use --&gt; unlinked, DYING --- grace period ---&gt; dtor --&gt; free_table
 * </pre>
 */
public final class Pgalloc {
    private Pgalloc() {}

    /** A zeroed page with PageTable set: from kata 6's cache, or else from the buddy allocator; null if there is none. */
    public static @Nullable Page alloc_table(Platform platform, int gfp) {
        MmOps ops = MmOps.of(platform);
        if (ops.isPksPgTables()) {
            return ops.tableCache().alloc_table(cache(platform), gfp);
        }
        Page table = platform.allocator().alloc_pages(gfp, 0);
        if (table != null) {
            table.set(PageFlag.PageTable);
        }
        return table;
    }

    /**
     * Gives a page table back, after its dtor; never blocks.
     *
     * @throws RuleBroken I26, if the page is no table
     */
    public static void free_table(Page table) {
        MmOps ops = MmOps.of(table);
        if (ops.isPksPgTables()) {
            ops.tableCache().free_table(table);
            return;
        }
        if (!table.is(PageFlag.PageTable)) {
            throw new RuleBroken(
                    "I26 page types: free_table takes page tables",
                    "a page with PageTable set",
                    table + " is no page table");
        }
        table.clear(PageFlag.PageTable);
        table.platform().allocator().free_page(table);
    }

    /**
     * A PTE table for an mm: ctor'd, all none, refcount 1, not charged to anybody, in no slot.
     *
     * @return null if there is no memory
     */
    public static @Nullable Page pte_alloc_one(MmStruct mm) {
        Page table = alloc_table(mm.platform(), Gfp.GFP_PGTABLE_USER);
        if (table != null && !pgtable_pte_page_ctor(table)) {
            free_table(table);
            return null;
        }
        if (table != null) {
            mm.map().name(table, "pte table 0x" + Long.toHexString(table.pfn()));
        }
        return table;
    }

    /** Frees a PTE table that was never in a slot. */
    public static void pte_free(MmStruct mm, Page table) {
        endOfTable(table);
    }

    /** The beginning of a PTE table: count 1, no owner, its pte_ref; false, with nothing done, if there is no memory. */
    public static boolean pgtable_pte_page_ctor(Page table) {
        MmOps ops = MmOps.of(table);
        if (ops.has(PteRef.class) && !ops.pteRef().pte_ref_init(table)) {
            return false;
        }
        ctor(table);
        return true;
    }

    /** The end of a PTE table, after its grace period. */
    public static void pgtable_pte_page_dtor(Page table) {
        MmOps ops = MmOps.of(table);
        if (ops.has(PteRef.class)) {
            ops.pteRef().pte_ref_free(table);
        }
        table.ptlock_free();
        table.platform().vmstat().addPagetable(-1);
    }

    /** A table of a higher level. */
    static @Nullable Page upperTable(Platform platform, String name) {
        Page table = alloc_table(platform, Gfp.GFP_PGTABLE_USER);
        if (table != null) {
            ctor(table);
            platform.pages().name(table, name);
        }
        return table;
    }

    /** What {@link #upperTable} began ends, after its grace period. */
    static void endOfUpperTable(Page table) {
        table.platform().vmstat().addPagetable(-1);
        free_table(table);
    }

    /** The dtor and {@link #free_table} of a PTE table: through kata 5 if it is there. */
    static void endOfTable(Page table) {
        MmOps ops = MmOps.of(table);
        if (ops.has(FreeUserPte.class)) {
            ops.freeUserPte().pte_free_rcu(table);
            return;
        }
        pgtable_pte_page_dtor(table);
        free_table(table);
    }

    private static void ctor(Page table) {
        table.ptlock_init();
        table.refSet(1);
        table.setOwner(0);
        table.platform().vmstat().addPagetable(1);
    }

    private static GroupedPageCache cache(Platform platform) {
        return platform.tableCache();
    }
}
