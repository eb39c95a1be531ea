package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.grader.api.Kind.PERFORMANCE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.List;

/** What a table costs, in events that are counted (I38). */
class CachePerf {
    private static final int TABLES = 12;
    private static final int DATA_ORDER = 9;

    @Check(task = "6.2", points = 3, kind = PERFORMANCE, guards = "I38", rule = "a page that is cached is served without the page allocator, without a flush, and without writing the direct map",
            requires = "a_block_fills_the_cache", read = "handout 6, \"Cost\"")
    void a_hit_takes_no_memory(Submission submission) {
        Pool pool = Pool.of(submission.create(TableCache.class));
        pool.free(pool.table(GFP_PGTABLE_USER));
        for (int gfp : new int[] {GFP_PGTABLE_USER, GFP_KERNEL, Gfp.GFP_ATOMIC}) {
            long[] before = costs(pool);
            Page table = pool.table(gfp);
            pool.free(table);
            long[] after = costs(pool);
            pool.story().expect("blocks allocated by a hit", before[0], after[0]);
            pool.story().expect("frames allocated by a hit", before[1], after[1]);
            pool.story().expect("flushes by a hit", before[2], after[2]);
        }
    }

    @Check(task = "6.2", points = 4, kind = PERFORMANCE, guards = "I38", rule = "tables among much data split the direct map once for each block at most, not once for each table; nor does the shrinker, but once for each block",
            requires = "a_block_fills_the_cache", read = "handout 6, \"Cost\"")
    void splits_are_no_more_than_blocks(Submission submission) {
        Pool pool = new Pool(submission.create(TableCache.class), 64, null);
        for (int i = 0; i < TABLES; i++) {
            pool.table(GFP_PGTABLE_USER);
            pool.machine().allocator().alloc_pages(GFP_KERNEL, DATA_ORDER);
        }
        long blocks = pool.events(Event.BLOCK_ALLOC) - TABLES;
        expectAtMost(pool, "splits of the direct map by " + TABLES + " tables", blocks);
        List.copyOf(pool.tables()).forEach(pool::free);
        pool.scan(pool.count());
        expectAtMost(pool, "splits of the direct map when all is returned too", blocks);
    }

    @Check(task = "6.2", points = 2, kind = PERFORMANCE, rule = "when two CPUs find the same list empty at the same time, it keeps one block: the other goes back",
            requires = "refill_against_refill", read = "handout 6, \"Cost\"")
    void two_refills_keep_one_block(Submission submission) {
        Race.expectNone(Meeting.refills(submission.create(TableCache.class)).atEnd(meeting -> {
            long most = largest(submission) * Math.max(1, meeting.pool().gpc().listsInUse());
            if (meeting.pool().framesTaken() > most) {
                throw meeting.pool().story().fail("one block kept, " + most + " pages with what is in use", meeting.pool().framesTaken() + " pages kept");
            }
        }), Meeting.LONG, Meeting.LONG);
    }

    /** How many frames the submission takes for one request on an empty cache. */
    private static long largest(Submission submission) {
        Pool pool = new Pool(submission.create(TableCache.class), 8, null);
        pool.table(GFP_PGTABLE_USER);
        return pool.framesTaken();
    }

    private static long[] costs(Pool pool) {
        return new long[] {pool.events(Event.BLOCK_ALLOC), pool.events(Event.FRAME_ALLOC), pool.events(Event.RANGE_FLUSH)};
    }

    private static void expectAtMost(Pool pool, String what, long blocks) {
        long splits = pool.events(Event.DIRECT_MAP_SPLIT);
        pool.story().expectAtMost(what + ": at most " + blocks + ", one for each block taken", splits + " splits", what, blocks, splits);
    }
}
