package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;
import static dev.pagewalk.core.mm.Gfp.GFP_KERNEL;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.Exits;
import dev.pagewalk.checks.support.Histories;
import dev.pagewalk.checks.support.Setting;
import dev.pagewalk.checks.support.Sweep;
import dev.pagewalk.checks.support.Together;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.history.History;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.FaultInjection;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;
import java.util.List;
import java.util.Random;

/** Whole lives of a cache: after every operation the pages are counted. */
class CacheStoryCheck {
    private static final int HISTORIES = 8;
    private static final int OPERATIONS = 60;
    private static final int LIVES = 9;
    private static final int LENGTH = 16;

    @Check(task = "6.3", points = 1, kind = INVARIANT, rule = "kata 6 and the other katas of one author are as sound together as each of them is among references",
            requires = "any_history_keeps_every_page_accounted", read = "handout 6, \"What the hidden checks look for\"")
    void your_own_katas_are_sound_together(Submission submission) {
        Together.expectSound(submission, TableCache.class);
    }

    @Check(task = "6.3", points = 2, kind = INVARIANT, rule = "after any history of requests, ends and shrinks, tables taken = in use + cached + returned",
            requires = "scan_returns_pages_without_their_key", read = "handout 6, \"What the hidden checks look for\"")
    void any_history_keeps_every_page_accounted(Submission submission) {
        for (int i = 0; i < HISTORIES; i++) {
            Pool pool = i % 2 == 0 ? Pool.of(submission.create(TableCache.class)) : Crowd.singles(submission.create(TableCache.class), 12, null);
            Random random = new Random(submission.seed() + i);
            for (int n = 0; n < OPERATIONS; n++) {
                operation(pool, random);
                pool.expectAccounted();
            }
        }
    }

    @Check(task = "6.2", points = 3, kind = INVARIANT, guards = "I28", rule = "whatever allocation fails, a request ends with a table or with null, and nothing is lost",
            read = "handout 6, \"What the hidden checks look for\"")
    void whatever_allocation_fails_nothing_is_lost(Submission submission) {
        boolean came = true;
        for (int failing = 1; came; failing++) {
            Pool pool = Pool.of(submission.create(TableCache.class));
            FaultInjection failures = pool.machine().platform().failures();
            failures.failAt(failing);
            pool.story().tell("allocation " + failing + " from now fails");
            for (int gfp : new int[] {GFP_ATOMIC, GFP_PGTABLE_USER, GFP_KERNEL, GFP_PGTABLE_USER}) {
                pool.alloc(gfp);
                pool.expectAccounted();
            }
            List.copyOf(pool.tables()).forEach(pool::free);
            pool.expectAccounted();
            pool.scan(pool.count());
            pool.story().expect("frames that the cache still has after a scan of all", 0L, pool.framesTaken());
            came = !failures.isArmed();
        }
    }

    @Check(task = "6.1", points = 5, kind = INVARIANT, guards = "I29", rule = "processes live on tables of the cache, whatever they do and whatever fails, and the last exit and a shrink bring all of it back",
            requires = {"a_new_table_is_all_zero", "scan_returns_pages_without_their_key"}, read = "handout 6, \"What the hidden checks look for\"")
    void processes_live_and_die_on_the_cache(Submission submission) {
        List<Setting> settings = Setting.of(submission, TableCache.class);
        Histories.expectSound(settings, submission.seed(), LIVES);
        for (Setting setting : settings) {
            Exits.expectNothingLeft(setting, History.random(submission.seed() + LIVES, LENGTH));
            Sweep.expectNothingLost(setting, History.random(submission.seed() + LIVES + 1, LENGTH / 2));
        }
    }

    private static void operation(Pool pool, Random random) {
        pool.machine().on(random.nextInt(pool.machine().cores().size()));
        switch (random.nextInt(8)) {
            case 0, 1 -> used(pool, pool.alloc(GFP_PGTABLE_USER));
            case 2 -> used(pool, pool.alloc(GFP_KERNEL));
            case 3 -> used(pool, pool.alloc(GFP_ATOMIC));
            case 4 -> pool.scan(random.nextInt(4));
            case 5 -> {
                if (random.nextInt(4) == 0) {
                    pool.scan(pool.count());
                }
            }
            default -> {
                List<Page> tables = List.copyOf(pool.tables());
                if (!tables.isEmpty()) {
                    pool.free(tables.get(random.nextInt(tables.size())));
                }
            }
        }
    }

    private static void used(Pool pool, @Nullable Page table) {
        if (table != null) {
            Zeroes.expect(pool, table);
            pool.scribble(table);
        }
    }
}
