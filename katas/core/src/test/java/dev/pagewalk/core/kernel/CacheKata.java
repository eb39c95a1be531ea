package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.ProtectionKeys.PKS_KEY_PG_TABLES;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.Memcg;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PksSection;

/** What the callers of PKS_PG_TABLES are tried with: the contract, as short as it can be. */
final class CacheKata implements TableCache {
    private static final int ORDER = 9;

    @Override
    public Page alloc_table(GroupedPageCache gpc, int gfp) {
        Page page = Gfp.gfpflags_allow_blocking(gfp) ? get_grouped_page(gpc) : get_grouped_page_atomic(gpc);
        if (page == null) {
            return null;
        }
        if ((gfp & Gfp.__GFP_ACCOUNT) != 0 && Memcg.__memcg_kmem_charge_page(page, gfp) < 0) {
            free_grouped_page(gpc, page);
            return null;
        }
        try (PksSection section = gpc.platform().keys().openTables()) {
            Pgtable.clear_page(page);
        }
        page.set(PageFlag.PageTable);
        return page;
    }

    @Override
    public void free_table(Page table) {
        if (Memcg.PageMemcgKmem(table)) {
            Memcg.__memcg_kmem_uncharge_page(table);
        }
        table.clear(PageFlag.PageTable);
        free_grouped_page(table.platform().tableCache(), table);
    }

    @Override
    public Page get_grouped_page(GroupedPageCache gpc) {
        Page page = take(gpc);
        if (page == null && (fill(gpc, ORDER) || fill(gpc, 0))) {
            page = take(gpc);
        }
        return page;
    }

    @Override
    public Page get_grouped_page_atomic(GroupedPageCache gpc) {
        Page page = take(gpc);
        return page != null ? page : keyed(gpc, Gfp.GFP_ATOMIC, 0);
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
        long size = gpc.size();
        gpc.lock().unlock();
        return size;
    }

    @Override
    public long grouped_shrink_scan(GroupedPageCache gpc, long nr_to_scan) {
        long returned = 0;
        Page page;
        while (returned < nr_to_scan && (page = take(gpc)) != null) {
            if (gpc.set_memory_pks(page, 1, 0) < 0) {
                free_grouped_page(gpc, page);
                return returned;
            }
            gpc.platform().allocator().free_page(page);
            returned++;
        }
        return returned;
    }

    private static Page take(GroupedPageCache gpc) {
        gpc.lock().lock();
        Page page = gpc.removeFirst();
        gpc.lock().unlock();
        return page;
    }

    private boolean fill(GroupedPageCache gpc, int order) {
        Page block = keyed(gpc, Gfp.GFP_KERNEL, order);
        if (block == null) {
            return false;
        }
        gpc.platform().allocator().split_page(block, order);
        for (long pfn = block.pfn() + (1L << order) - 1; pfn >= block.pfn(); pfn--) {
            free_grouped_page(gpc, block.map().page(pfn));
        }
        return true;
    }

    private static Page keyed(GroupedPageCache gpc, int gfp, int order) {
        PageAllocator allocator = gpc.platform().allocator();
        Page block = allocator.alloc_pages(gfp, order);
        if (block != null && gpc.set_memory_pks(block, 1 << order, PKS_KEY_PG_TABLES) < 0) {
            allocator.__free_pages(block, order);
            return null;
        }
        return block;
    }
}
