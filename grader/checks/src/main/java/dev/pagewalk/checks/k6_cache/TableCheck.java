package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;
import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.core.mm.Gfp.__GFP_ACCOUNT;
import static dev.pagewalk.core.mm.Gfp.__GFP_ZERO;
import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageFlag;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.List;

/** One table, from alloc_table to free_table. */
class TableCheck {
    private static final int FEW = 4;
    private static final int[] REQUESTS = {GFP_PGTABLE_USER, GFP_KERNEL, GFP_ATOMIC, GFP_ATOMIC | __GFP_ZERO | __GFP_ACCOUNT};

    @Check(task = "6.1", points = 4, kind = FUNCTIONAL, rule = "alloc_table hands out a table of zeroes, also where it was a table before",
            read = "handout 6, \"Life of a page\"")
    void a_new_table_is_all_zero(Submission submission) {
        for (int gfp : REQUESTS) {
            Pool pool = Crowd.singles(submission.create(TableCache.class), FEW, null);
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < FEW; i++) {
                    Page table = pool.table(gfp);
                    Zeroes.expect(pool, table);
                    pool.scribble(table);
                }
                List.copyOf(pool.tables()).forEach(pool::free);
            }
            pool.expectAccounted();
        }
    }

    @Check(task = "6.1", points = 3, kind = FUNCTIONAL, rule = "PageTable is set from alloc_table to free_table, and on tables only; a fresh table has one reference",
            read = "handout 6, \"Life of a page\"")
    void a_table_is_marked_from_alloc_to_free(Submission submission) {
        for (int gfp : REQUESTS) {
            Pool pool = Pool.of(submission.create(TableCache.class));
            for (int i = 0; i < FEW; i++) {
                Page table = pool.table(gfp);
                pool.story().expect("PageTable of " + table, true, table.is(PageFlag.PageTable));
                pool.story().expect("refcount of " + table, 1, table.refRead());
                pool.expectAccounted();
            }
            List.copyOf(pool.tables()).forEach(table -> {
                pool.free(table);
                pool.story().expect("PageTable of " + table + " after free_table", false, table.is(PageFlag.PageTable));
                pool.expectAccounted();
            });
        }
    }

    @Check(task = "6.1", points = 4, kind = FUNCTIONAL, rule = "no CPU can write a table, in use or cached, but inside an open section",
            read = "handout 6, \"The key\"")
    void a_table_is_protected_all_its_life(Submission submission) {
        for (int gfp : REQUESTS) {
            Pool pool = Pool.of(submission.create(TableCache.class));
            Page table = pool.table(gfp);
            Protection.expectProtected(pool, table);
            pool.machine().on(1);
            Page other = pool.table(gfp);
            Protection.expectProtected(pool, other);
            pool.free(table);
            Protection.expectProtected(pool, table);
            pool.expectAccounted();
        }
    }

    @Check(task = "6.1", points = 4, kind = FUNCTIONAL, rule = "with __GFP_ACCOUNT a table is charged once, and free_table takes the charge back; without, there is none",
            read = "handout 6, \"Traps of the original\"")
    void a_charge_is_paid_once_and_taken_back(Submission submission) {
        for (int gfp : REQUESTS) {
            Pool pool = Pool.of(submission.create(TableCache.class));
            long one = (gfp & __GFP_ACCOUNT) != 0 ? 1 : 0;
            for (int round = 0; round < 2; round++) {
                Page first = pool.table(gfp);
                Page second = pool.table(gfp);
                expectCharged(pool, 2 * one);
                pool.free(first);
                expectCharged(pool, one);
                pool.free(second);
                expectCharged(pool, 0);
            }
            pool.expectAccounted();
        }
    }

    @Check(task = "6.1", points = 3, kind = FUNCTIONAL, rule = "if the memory control group refuses the charge, alloc_table returns null, and the page is back in the cache",
            requires = "a_charge_is_paid_once_and_taken_back", read = "handout 6, \"Traps of the original\"")
    void a_refused_charge_gives_the_page_back(Submission submission) {
        for (int gfp : new int[] {GFP_PGTABLE_USER, GFP_ATOMIC | __GFP_ACCOUNT}) {
            Pool pool = Pool.of(submission.create(TableCache.class));
            pool.free(pool.table(GFP_KERNEL));
            long before = pool.count();
            pool.machine().platform().failures().failAt(1);
            @Nullable Page table = pool.alloc(gfp);
            pool.story().tell("that was refused: the group has no room");
            pool.story().expect("alloc_table gives a page?", false, table != null);
            pool.story().expect("pages in the cache", before, pool.count());
            pool.expectAccounted();
            pool.table(gfp);
            pool.expectAccounted();
        }
    }

    private static void expectCharged(Pool pool, long pages) {
        pool.story().expect("pages charged to the memory control group", pages, pool.machine().platform().memcg().charged());
    }
}
