package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.List;

/** What the shrinker reports, and what it returns. */
class ShrinkCheck {
    private static final int FEW = 6;

    @Check(task = "6.3", points = 3, kind = FUNCTIONAL, rule = "grouped_shrink_count is how many pages are cached, and changes nothing",
            read = "handout 6, \"Picture\"")
    void count_is_what_is_cached(Submission submission) {
        Pool pool = Crowd.singles(submission.create(TableCache.class), FEW, null);
        pool.story().expect("grouped_shrink_count of an empty cache", 0L, pool.count());
        for (int i = 0; i < FEW; i++) {
            pool.expectSome("get_grouped_page", pool.get());
        }
        long cached = 0;
        for (Page page : List.copyOf(pool.loose())) {
            pool.put(page);
            pool.story().expect("grouped_shrink_count", ++cached, pool.count());
        }
        pool.expectAccounted();
    }

    @Check(task = "6.3", points = 5, kind = FUNCTIONAL, rule = "grouped_shrink_scan returns pages to the buddy allocator with their key off, at most as many as asked for, and says how many",
            requires = "count_is_what_is_cached", read = "handout 6, \"The key\"")
    void scan_returns_pages_without_their_key(Submission submission) {
        Pool pool = Pool.of(submission.create(TableCache.class));
        pool.free(pool.table(GFP_PGTABLE_USER));
        for (long most : new long[] {0, 1, 3, 2}) {
            long count = pool.count();
            long frames = pool.framesTaken();
            long returned = pool.scan(most);
            expectReturned(pool, frames, count, returned);
            pool.story().expect("more than " + most + " returned?", false, returned > most);
        }
        scanAll(pool);
        pool.story().expect("pages in the cache after a scan of all", 0L, pool.count());
        pool.table(GFP_PGTABLE_USER);
        pool.expectAccounted();
    }

    @Check(task = "6.3", points = 3, kind = FUNCTIONAL, rule = "grouped_shrink_scan leaves tables in use alone, and asked for more than there is, it ends",
            requires = "count_is_what_is_cached", read = "handout 6, \"Picture\"")
    void scan_leaves_tables_in_use_alone(Submission submission) {
        Pool pool = Pool.of(submission.create(TableCache.class));
        for (int i = 0; i < FEW; i++) {
            pool.scribble(pool.table(GFP_PGTABLE_USER));
        }
        long count = pool.count();
        pool.story().expect("grouped_shrink_scan(" + Long.MAX_VALUE + ")", count, pool.scan(Long.MAX_VALUE));
        pool.expectAccounted();
        pool.tables().forEach(table -> Protection.expectProtected(pool, table));
        List.copyOf(pool.tables()).forEach(pool::free);
        scanAll(pool);
        pool.story().expect("frames that the cache still has", 0L, pool.framesTaken());
    }

    @Check(task = "6.3", points = 4, kind = FUNCTIONAL, rule = "a page whose key cannot be taken off stays in the cache, key and all, and is not counted as returned",
            requires = "count_is_what_is_cached", read = "handout 6, \"Traps of the original\"")
    void a_page_whose_key_stays_on_stays_cached(Submission submission) {
        Pool pool = Crowd.withoutReserve(submission.create(TableCache.class), 0);
        Page table = pool.alloc(GFP_PGTABLE_USER);
        long count = pool.count();
        long frames = pool.framesTaken();
        expectReturned(pool, frames, count, pool.scan(2));
        expectReturned(pool, pool.framesTaken(), pool.count(), pool.scan(pool.count()));
        if (table != null) {
            pool.free(table);
        }
        expectReturned(pool, pool.framesTaken(), pool.count(), pool.scan(pool.count()));
    }

    private static void scanAll(Pool pool) {
        long count = pool.count();
        long frames = pool.framesTaken();
        expectReturned(pool, frames, count, pool.scan(count));
    }

    private static void expectReturned(Pool pool, long frames, long count, long returned) {
        pool.story().expect("frames back in the buddy allocator", returned, frames - pool.framesTaken());
        pool.story().expect("pages left in the cache", count - returned, pool.count());
        pool.expectAccounted();
    }
}
