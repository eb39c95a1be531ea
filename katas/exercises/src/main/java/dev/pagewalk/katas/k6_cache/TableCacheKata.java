package dev.pagewalk.katas.k6_cache;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.Page;

/** Kata 6: page tables from a cache of grouped pages. What each method must do stands in {@link TableCache}. */
public final class TableCacheKata implements TableCache {

    @Override
    public @Nullable Page alloc_table(GroupedPageCache gpc, int gfp) {
        throw todo("6.1 alloc_table");
    }

    @Override
    public void free_table(Page table) {
        throw todo("6.1 free_table");
    }

    @Override
    public @Nullable Page get_grouped_page(GroupedPageCache gpc) {
        throw todo("6.2 get_grouped_page");
    }

    @Override
    public @Nullable Page get_grouped_page_atomic(GroupedPageCache gpc) {
        throw todo("6.2 get_grouped_page_atomic");
    }

    @Override
    public void free_grouped_page(GroupedPageCache gpc, Page page) {
        throw todo("6.2 free_grouped_page");
    }

    @Override
    public long grouped_shrink_count(GroupedPageCache gpc) {
        throw todo("6.3 grouped_shrink_count");
    }

    @Override
    public long grouped_shrink_scan(GroupedPageCache gpc, long nr_to_scan) {
        throw todo("6.3 grouped_shrink_scan");
    }
}
