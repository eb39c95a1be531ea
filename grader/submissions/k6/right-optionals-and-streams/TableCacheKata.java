package dev.pagewalk.katas.k6_cache;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.mm.*;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

public class TableCacheKata implements TableCache {

    /** A run of frames that belongs to a cache. */
    private record Block(GroupedPageCache gpc, Page first, int order) {
        static Optional<Block> of(GroupedPageCache gpc, int gfp, int order) {
            return Optional.ofNullable(gpc.platform().allocator().alloc_pages(gfp, order))
                    .map(first -> new Block(gpc, first, order))
                    .filter(Block::keyed);
        }

        boolean keyed() {
            var done = gpc.set_memory_pks(first, 1 << order, ProtectionKeys.PKS_KEY_PG_TABLES) >= 0;
            if (!done) {
                gpc.platform().allocator().__free_pages(first, order);
            }
            return done;
        }

        Stream<Page> pages() {
            return LongStream.range(0, 1L << order).mapToObj(i -> first.map().page(first.pfn() + i));
        }

        void giveBack() {
            gpc.set_memory_pks(first, 1 << order, 0);
            gpc.platform().allocator().__free_pages(first, order);
        }
    }

    @Override
    public Page alloc_table(GroupedPageCache gpc, int gfp) {
        var found = Optional.ofNullable(Gfp.gfpflags_allow_blocking(gfp) ? get_grouped_page(gpc) : get_grouped_page_atomic(gpc));
        return found.filter(page -> paid(gpc, page, gfp)).map(TableCacheKata::fresh).orElse(null);
    }

    private boolean paid(GroupedPageCache gpc, Page page, int gfp) {
        var wanted = (gfp & Gfp.__GFP_ACCOUNT) == Gfp.__GFP_ACCOUNT;
        var refused = wanted && Memcg.__memcg_kmem_charge_page(page, gfp) < 0;
        if (refused) {
            free_grouped_page(gpc, page);
        }
        return !refused;
    }

    private static Page fresh(Page page) {
        page.set(PageFlag.PageTable);
        try (var open = page.platform().keys().openTables()) {
            Pgtable.clear_page(page);
            return page;
        }
    }

    @Override
    public void free_table(Page table) {
        table.clear(PageFlag.PageTable);
        if (Memcg.PageMemcgKmem(table)) {
            Memcg.__memcg_kmem_uncharge_page(table);
        }
        free_grouped_page(table.platform().tableCache(), table);
    }

    @Override
    public Page get_grouped_page(GroupedPageCache gpc) {
        return cached(gpc)
                .or(() -> Block.of(gpc, Gfp.GFP_KERNEL, 9).flatMap(block -> kept(gpc, block)))
                .or(() -> Block.of(gpc, Gfp.GFP_KERNEL, 0).map(Block::first))
                .orElse(null);
    }

    @Override
    public Page get_grouped_page_atomic(GroupedPageCache gpc) {
        return cached(gpc).or(() -> Block.of(gpc, Gfp.GFP_ATOMIC, 0).map(Block::first)).orElse(null);
    }

    @Override
    public void free_grouped_page(GroupedPageCache gpc, Page page) {
        locked(gpc, () -> {
            gpc.add(page);
            return null;
        });
    }

    @Override
    public long grouped_shrink_count(GroupedPageCache gpc) {
        return locked(gpc, gpc::size);
    }

    @Override
    public long grouped_shrink_scan(GroupedPageCache gpc, long nr_to_scan) {
        return LongStream.range(0, nr_to_scan).takeWhile(i -> returned(gpc)).count();
    }

    private boolean returned(GroupedPageCache gpc) {
        var page = cached(gpc);
        if (page.isEmpty()) {
            return false;
        }
        if (gpc.set_memory_pks(page.get(), 1, 0) < 0) {
            free_grouped_page(gpc, page.get());
            return false;
        }
        gpc.platform().allocator().free_page(page.get());
        return true;
    }

    private static Optional<Page> kept(GroupedPageCache gpc, Block block) {
        gpc.platform().allocator().split_page(block.first(), 9);
        var kept = locked(gpc, () -> {
            var empty = gpc.size() == 0;
            if (empty) {
                block.pages().skip(1).forEach(gpc::addLast);
            }
            return empty;
        });
        if (kept) {
            return Optional.of(block.first());
        }
        block.giveBack();
        return cached(gpc);
    }

    private static Optional<Page> cached(GroupedPageCache gpc) {
        return Optional.ofNullable(locked(gpc, gpc::removeFirst));
    }

    private static <T> T locked(GroupedPageCache gpc, Supplier<T> section) {
        gpc.lock().lock();
        try {
            return section.get();
        } finally {
            gpc.lock().unlock();
        }
    }
}
