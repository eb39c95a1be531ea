package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;
import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.grader.api.Kind.RACE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Operations on one cache that meet: every interleaving is tried, or a budget spent. */
class CacheRace {

    @Check(task = "6.1", points = 2, kind = RACE, rule = "of two requests at the same time each gets a table of its own, also where one page is cached",
            requires = "a_new_table_is_all_zero", read = "handout 6, \"Picture\"")
    void table_against_table(Submission submission) {
        Race.expectNone(Scenario.named("alloc_table / alloc_table, one page cached")
                .setUp(hook -> Meeting.cached(submission.create(TableCache.class), 1, hook))
                .cpu("CPU 0: alloc_table(GFP_PGTABLE_USER)", meeting -> meeting.alloc(GFP_PGTABLE_USER))
                .cpu("CPU 1: alloc_table(GFP_ATOMIC)", meeting -> meeting.alloc(GFP_ATOMIC))
                .atEnd(meeting -> meeting.expectTables(2)));
    }

    @Check(task = "6.1", points = 3, kind = RACE, rule = "when free_table has pushed a page, it may be another CPU's table already: it is marked and zeroed as that one left it",
            requires = "a_table_is_marked_from_alloc_to_free", read = "handout 6, \"Traps of the original\"")
    void table_against_free(Submission submission) {
        Race.expectNone(Scenario.named("free_table / alloc_table")
                .setUp(hook -> Meeting.used(submission.create(TableCache.class), 1, hook))
                .cpu("CPU 0: free_table", meeting -> meeting.free(0))
                .cpu("CPU 1: alloc_table(GFP_PGTABLE_USER)", meeting -> meeting.alloc(GFP_PGTABLE_USER))
                .atEnd(meeting -> meeting.expectTables(1)));
    }

    @Check(task = "6.1", points = 2, kind = RACE, rule = "a table that dies in an RCU callback, and its successor: dtor and free_table of the one end before ctor and use of the other begin",
            requires = "a_table_is_marked_from_alloc_to_free", read = "handout 6, \"Life of a page\"")
    void dying_table_against_new_table(Submission submission) {
        Race.expectNone(Scenario.named("unlink, grace period, dtor, free_table / alloc_table, ctor")
                .setUp(hook -> Lives.of(submission.create(TableCache.class), hook))
                .cpu("CPU 0: a table dies", Lives::end)
                .cpu("CPU 1: reads it, then a new table", lives -> {
                    lives.read();
                    lives.begin();
                })
                .atEnd(Lives::expectSound), Meeting.LONG, Meeting.LONG);
    }

    @Check(task = "6.2", points = 3, kind = RACE, rule = "of two CPUs that find the cache empty at the same time each gets a table, and no page is lost or on the list twice",
            requires = "a_block_fills_the_cache", read = "handout 6, \"Picture\"")
    void refill_against_refill(Submission submission) {
        Race.expectNone(Meeting.refills(submission.create(TableCache.class)).atEnd(meeting -> meeting.expectTables(2)), Meeting.LONG, Meeting.LONG);
    }

    @Check(task = "6.3", points = 3, kind = RACE, rule = "a request and a shrink that meet do not get the same page",
            requires = "scan_returns_pages_without_their_key", read = "handout 6, \"Traps of the original\"")
    void table_against_shrink(Submission submission) {
        Race.expectNone(Scenario.named("alloc_table / grouped_shrink_scan, one page cached")
                .setUp(hook -> Meeting.cached(submission.create(TableCache.class), 1, hook))
                .cpu("CPU 0: alloc_table(GFP_KERNEL)", meeting -> meeting.alloc(GFP_KERNEL))
                .cpu("CPU 1: grouped_shrink_scan(1)", meeting -> meeting.scan(1))
                .atEnd(meeting -> meeting.expectTables(1)));
    }

    @Check(task = "6.3", points = 2, kind = RACE, rule = "two shrinks at the same time return each page once, and their numbers add up",
            requires = "scan_returns_pages_without_their_key", read = "handout 6, \"Traps of the original\"")
    void shrink_against_shrink(Submission submission) {
        Race.expectNone(Scenario.named("grouped_shrink_scan / grouped_shrink_scan, two pages cached")
                .setUp(hook -> Meeting.cached(submission.create(TableCache.class), 2, hook))
                .cpu("CPU 0: grouped_shrink_scan(2)", meeting -> meeting.scan(2))
                .cpu("CPU 1: grouped_shrink_scan(1)", meeting -> meeting.scan(1))
                .atEnd(meeting -> meeting.expectTables(0)));
    }

    @Check(task = "6.3", points = 2, kind = RACE, rule = "a table that is freed while the cache is counted and shrunk is in the cache or returned, not both",
            requires = "scan_returns_pages_without_their_key", read = "handout 6, \"Traps of the original\"")
    void free_against_shrink(Submission submission) {
        Race.expectNone(Scenario.named("free_table / grouped_shrink_count, grouped_shrink_scan")
                .setUp(hook -> Meeting.used(submission.create(TableCache.class), 2, hook))
                .cpu("CPU 0: free_table", meeting -> meeting.free(0))
                .cpu("CPU 1: shrinker", Meeting::shrink)
                .atEnd(meeting -> meeting.expectTables(1)));
    }
}
