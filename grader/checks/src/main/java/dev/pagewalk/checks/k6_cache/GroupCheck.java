package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;
import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.core.mm.Gfp.__GFP_ACCOUNT;
import static dev.pagewalk.core.mm.Gfp.__GFP_ZERO;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.List;

/** Where pages of the cache come from: blocks, or single pages if it must be so. */
class GroupCheck {
    private static final int FEW = 4;
    private static final int SOME = 40;

    @Check(task = "6.2", points = 4, kind = FUNCTIONAL, rule = "get_grouped_page fills an empty cache with a block: its other pages are cached, keyed already",
            read = "handout 6, \"Picture\"")
    void a_block_fills_the_cache(Submission submission) {
        Pool pool = Pool.of(submission.create(TableCache.class));
        pool.expectSome("get_grouped_page", pool.get());
        pool.story().expect("blocks taken from the buddy allocator", 1L, pool.events(Event.BLOCK_ALLOC));
        pool.story().expect("does the cache hold the rest of the block?", true, pool.count() > 0);
        pool.expectAccounted();
        for (int i = 0; i < SOME; i++) {
            pool.expectSome("get_grouped_page", pool.get());
        }
        pool.expectAccounted();
        List.copyOf(pool.loose()).forEach(pool::put);
        pool.expectAccounted();
    }

    @Check(task = "6.2", points = 4, kind = FUNCTIONAL, rule = "a request that may sleep fills the cache with a block, whatever else its gfp flags say",
            read = "handout 6, \"Traps of the original\"")
    void a_request_that_may_sleep_takes_a_block(Submission submission) {
        for (int gfp : new int[] {GFP_KERNEL, GFP_KERNEL | __GFP_ZERO, GFP_PGTABLE_USER}) {
            Pool pool = Pool.of(submission.create(TableCache.class));
            pool.table(gfp);
            pool.story().expect("blocks taken from the buddy allocator", 1L, pool.events(Event.BLOCK_ALLOC));
        }
    }

    @Check(task = "6.2", points = 4, kind = FUNCTIONAL, rule = "an atomic request takes a page of the cache, or a single one; never a block",
            read = "handout 6, \"Traps of the original\"")
    void an_atomic_request_takes_no_block(Submission submission) {
        for (int gfp : new int[] {GFP_ATOMIC, GFP_ATOMIC | __GFP_ZERO, GFP_ATOMIC | __GFP_ZERO | __GFP_ACCOUNT}) {
            Pool pool = Pool.of(submission.create(TableCache.class));
            pool.table(gfp);
            pool.expectSome("get_grouped_page_atomic", pool.getAtomic());
            pool.story().expect("blocks taken from the buddy allocator", 0L, pool.events(Event.BLOCK_ALLOC));
            pool.expectAccounted();
            pool.table(GFP_KERNEL);
            long frames = pool.framesTaken();
            pool.table(gfp);
            pool.story().expect("frames taken by an atomic request that the cache can serve", 0L, pool.framesTaken() - frames);
            pool.expectAccounted();
        }
    }

    @Check(task = "6.2", points = 4, kind = FUNCTIONAL, rule = "an atomic request and free_table are allowed under a spinlock, in RCU and in an RCU callback: they never sleep",
            read = "handout 6, \"Traps of the original\"")
    void what_is_atomic_never_sleeps(Submission submission) {
        Pool pool = Pool.of(submission.create(TableCache.class));
        Page lock = pool.table(GFP_ATOMIC);
        for (boolean warm : new boolean[] {false, true}) {
            lock.lock().lock();
            pool.story().tell("a table's lock is taken");
            Page table = pool.table(GFP_ATOMIC);
            Page page = pool.expectSome("get_grouped_page_atomic", pool.getAtomic());
            pool.free(table);
            pool.put(page);
            lock.lock().unlock();
            Page dying = pool.table(GFP_ATOMIC);
            pool.machine().platform().rcu().call_rcu(dying, pool::free);
            pool.story().tell("a table's lock is released; " + dying + " is freed after a grace period");
            pool.machine().rcuBarrier();
            pool.expectAccounted();
            if (!warm) {
                pool.free(pool.table(GFP_KERNEL));
            }
        }
    }

    @Check(task = "6.2", points = 4, kind = FUNCTIONAL, rule = "where no block can be had, a single page will do",
            requires = "a_block_fills_the_cache", read = "handout 6, \"Picture\"")
    void without_a_block_a_single_page_will_do(Submission submission) {
        Pool pool = Crowd.singles(submission.create(TableCache.class), FEW, null);
        for (int i = 0; i < FEW; i++) {
            pool.expectSome("get_grouped_page, with " + (FEW - i) + " single frames free", pool.get());
            pool.expectAccounted();
        }
        expectNone(pool, "get_grouped_page, without a free frame", pool.get());
        expectNone(pool, "get_grouped_page_atomic, without a free frame", pool.getAtomic());
        expectNone(pool, "alloc_table, without a free frame", pool.alloc(GFP_PGTABLE_USER));
        pool.expectAccounted();
    }

    @Check(task = "6.2", points = 4, kind = FUNCTIONAL, rule = "a page that cannot be keyed goes back to the buddy allocator, and the request ends with null: it does not try for ever",
            requires = "without_a_block_a_single_page_will_do", read = "handout 6, \"Traps of the original\"")
    void what_cannot_be_keyed_goes_back(Submission submission) {
        Pool pool = Crowd.withoutReserve(submission.create(TableCache.class), FEW);
        expectNone(pool, "get_grouped_page, where the direct map cannot be split", pool.get());
        expectNone(pool, "get_grouped_page_atomic, where the direct map cannot be split", pool.getAtomic());
        expectNone(pool, "alloc_table, where the direct map cannot be split", pool.alloc(GFP_PGTABLE_USER));
        pool.expectAccounted();
    }

    @Check(task = "6.2", points = 3, kind = FUNCTIONAL, rule = "free_grouped_page puts a page on the list, its key on, and no page back to the buddy allocator",
            read = "handout 6, \"The key\"")
    void a_page_put_back_stays_keyed(Submission submission) {
        Pool pool = Crowd.singles(submission.create(TableCache.class), FEW, null);
        Page first = pool.expectSome("get_grouped_page", pool.get());
        Page second = pool.expectSome("get_grouped_page_atomic", pool.getAtomic());
        pool.story().expect("pages in the cache", 0L, pool.count());
        pool.put(first);
        pool.put(second);
        pool.story().expect("pages in the cache", 2L, pool.count());
        pool.expectAccounted();
        Protection.expectProtected(pool, first);
        pool.expectSome("get_grouped_page", pool.get());
        pool.story().expect("pages in the cache", 1L, pool.count());
        pool.expectAccounted();
    }

    private static void expectNone(Pool pool, String what, @Nullable Page page) {
        pool.story().expect("a page from " + what + "?", false, page != null);
    }
}
