package dev.pagewalk.katas.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;
import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.__GFP_ACCOUNT;
import static dev.pagewalk.core.mm.Gfp.gfpflags_allow_blocking;
import static dev.pagewalk.core.mm.Memcg.PageMemcgKmem;
import static dev.pagewalk.core.mm.Memcg.__memcg_kmem_charge_page;
import static dev.pagewalk.core.mm.Memcg.__memcg_kmem_uncharge_page;
import static dev.pagewalk.core.mm.PageFlag.PageTable;
import static dev.pagewalk.core.mm.Pgtable.clear_page;
import static dev.pagewalk.core.mm.ProtectionKeys.PKS_KEY_PG_TABLES;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.PksSection;

/** Kata 6: page tables from a cache of grouped pages. What each method must do stands in {@link TableCache}. */
public final class TableCacheKata implements TableCache {
    /** A large page of the direct map: a block of that size gets its key without a split. */
    private static final int ORDER = 9;

    @Override
    public Page alloc_table(GroupedPageCache gpc, int gfp) {
        Page table = gfpflags_allow_blocking(gfp) ? get_grouped_page(gpc) : get_grouped_page_atomic(gpc);
        if (table == null) {
            return null;
        }
        if ((gfp & __GFP_ACCOUNT) != 0 && __memcg_kmem_charge_page(table, gfp) != 0) {
            free_grouped_page(gpc, table);
            return null;
        }
        try (PksSection open = gpc.platform().keys().openTables()) {
            clear_page(table);
        }
        table.set(PageTable);
        return table;
    }

    @Override
    public void free_table(Page table) {
        if (PageMemcgKmem(table)) {
            __memcg_kmem_uncharge_page(table);
        }
        table.clear(PageTable); // before the push: after it, the page may be another CPU's table already
        free_grouped_page(table.platform().tableCache(), table);
    }

    @Override
    public Page get_grouped_page(GroupedPageCache gpc) {
        Page page = takeFirst(gpc);
        if (page == null && refill(gpc)) {
            page = takeFirst(gpc);
        }
        return page != null ? page : keyed(gpc, GFP_KERNEL, 0);
    }

    @Override
    public Page get_grouped_page_atomic(GroupedPageCache gpc) {
        Page page = takeFirst(gpc);
        return page != null ? page : keyed(gpc, GFP_ATOMIC, 0);
    }

    @Override
    public void free_grouped_page(GroupedPageCache gpc, Page page) {
        gpc.lock().lock();
        gpc.add(page);
        gpc.lock().unlock();
    }

    @Override
    public long grouped_shrink_count(GroupedPageCache gpc) {
        gpc.lock().lock();
        long count = gpc.size();
        gpc.lock().unlock();
        return count;
    }

    @Override
    public long grouped_shrink_scan(GroupedPageCache gpc, long nr_to_scan) {
        long returned = 0;
        while (returned < nr_to_scan) {
            java.util.Iterator<Page> head = gpc.cached().iterator();
            if (!head.hasNext()) {
                break;
            }
            Page page = head.next();
            if (gpc.set_memory_pks(page, 1, 0) != 0) {
                break;
            }
            gpc.platform().allocator().free_page(page);
            returned++;
        }
        return returned;
    }

    private static Page takeFirst(GroupedPageCache gpc) {
        gpc.lock().lock();
        Page page = gpc.removeFirst();
        gpc.lock().unlock();
        return page;
    }

    /** A block that carries the key, or null. */
    private static Page keyed(GroupedPageCache gpc, int gfp, int order) {
        PageAllocator allocator = gpc.platform().allocator();
        Page block = allocator.alloc_pages(gfp, order);
        if (block != null && gpc.set_memory_pks(block, 1 << order, PKS_KEY_PG_TABLES) != 0) {
            allocator.__free_pages(block, order);
            return null;
        }
        return block;
    }

    /** Fills an empty cache with a block; whether there was one, or another CPU was faster. */
    private static boolean refill(GroupedPageCache gpc) {
        Page block = keyed(gpc, GFP_KERNEL, ORDER);
        if (block == null) {
            return false;
        }
        if (!pushIfEmpty(gpc, block)) {
            unkey(gpc, block);
        }
        return true;
    }

    /** Two CPUs may have found the list empty, and have a block each: the cache takes one. */
    private static boolean pushIfEmpty(GroupedPageCache gpc, Page block) {
        gpc.lock().lock();
        boolean empty = gpc.size() == 0;
        if (empty) {
            gpc.platform().allocator().split_page(block, ORDER);
            for (int i = (1 << ORDER) - 1; i >= 0; i--) {
                gpc.add(block.map().page(block.pfn() + i));
            }
        }
        gpc.lock().unlock();
        return empty;
    }

    /** Gives a block back that nobody needs. The key of a whole large page comes off without a split, so this cannot fail. */
    private static void unkey(GroupedPageCache gpc, Page block) {
        gpc.set_memory_pks(block, 1 << ORDER, 0);
        gpc.platform().allocator().__free_pages(block, ORDER);
    }
}
