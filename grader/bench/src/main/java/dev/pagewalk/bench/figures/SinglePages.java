package dev.pagewalk.bench.figures;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.solutions.k6_cache.TableCacheKata;

/** The reference without grouping: whoever may sleep is served as if he could not, with a page of its own. */
final class SinglePages implements TableCache {
    private final TableCache reference = new TableCacheKata();

    @Override
    public @Nullable Page alloc_table(GroupedPageCache gpc, int gfp) {
        return reference.alloc_table(gpc, gfp & ~Gfp.GFP_KERNEL | Gfp.GFP_ATOMIC);
    }

    @Override
    public void free_table(Page table) {
        reference.free_table(table);
    }

    @Override
    public @Nullable Page get_grouped_page(GroupedPageCache gpc) {
        return reference.get_grouped_page_atomic(gpc);
    }

    @Override
    public @Nullable Page get_grouped_page_atomic(GroupedPageCache gpc) {
        return reference.get_grouped_page_atomic(gpc);
    }

    @Override
    public void free_grouped_page(GroupedPageCache gpc, Page page) {
        reference.free_grouped_page(gpc, page);
    }

    @Override
    public long grouped_shrink_count(GroupedPageCache gpc) {
        return reference.grouped_shrink_count(gpc);
    }

    @Override
    public long grouped_shrink_scan(GroupedPageCache gpc, long nr_to_scan) {
        return reference.grouped_shrink_scan(gpc, nr_to_scan);
    }
}
