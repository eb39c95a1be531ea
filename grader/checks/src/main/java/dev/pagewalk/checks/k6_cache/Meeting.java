package dev.pagewalk.checks.k6_cache;

import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;
import static dev.pagewalk.core.mm.Gfp.GFP_PGTABLE_USER;
import static dev.pagewalk.core.mm.Gfp.__GFP_ACCOUNT;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.scene.Staged;
import java.util.ArrayList;
import java.util.List;

/** A cache that several CPUs work on, and what each of them got. */
final class Meeting implements Staged {
    /** For executions in which a block is taken: some submissions take the lock once for each of its pages. */
    static final Explorer LONG = Explorer.of(Engine.DPOR, 250).then(Engine.PCT, 50);

    private static final int FREE_FRAMES = 6;

    private final Pool pool;
    private final List<Page> atFirst;
    private final List<Page> fresh = new ArrayList<>();
    private final long taken;
    private long returned;
    private boolean shrunk;

    private Meeting(Pool pool) {
        this.pool = pool;
        this.atFirst = List.copyOf(pool.tables());
        this.taken = pool.framesTaken() - pool.events(Event.FRAME_ALLOC);
    }

    /** So many pages are cached, all of them tables before; no block can be had. */
    static Meeting cached(TableCache kata, int pages, Hook hook) {
        Pool pool = Crowd.singles(kata, FREE_FRAMES, hook);
        take(pool, pages);
        List.copyOf(pool.tables()).forEach(pool::free);
        return new Meeting(pool);
    }

    /** So many tables are in use, and nothing is cached; no block can be had. */
    static Meeting used(TableCache kata, int tables, Hook hook) {
        Pool pool = Crowd.singles(kata, FREE_FRAMES, hook);
        take(pool, tables);
        return new Meeting(pool);
    }

    /** Two CPUs find an empty cache, where blocks can be had. */
    static Scenario<Meeting> refills(TableCache kata) {
        return Scenario.named("alloc_table / alloc_table, nothing cached")
                .setUp(hook -> new Meeting(new Pool(kata, 8, hook)))
                .cpu("CPU 0: alloc_table(GFP_PGTABLE_USER)", meeting -> meeting.alloc(GFP_PGTABLE_USER))
                .cpu("CPU 1: alloc_table(GFP_PGTABLE_USER)", meeting -> meeting.alloc(GFP_PGTABLE_USER));
    }

    @Override
    public Machine machine() {
        return pool.machine();
    }

    Pool pool() {
        return pool;
    }

    void alloc(int gfp) {
        @Nullable Page table = pool.alloc(gfp);
        if (table != null) {
            fresh.add(table);
        }
    }

    void free(int table) {
        pool.free(atFirst.get(table));
    }

    void scan(long most) {
        long number = pool.scan(most);
        returned += number;
        shrunk = true;
    }

    void shrink() {
        scan(pool.count());
    }

    /** At the end: so many tables in use, each new one all zero, every page where it should be, and as many back as was said. */
    void expectTables(int tables) {
        pool.expectAccounted();
        pool.story().expect("tables in use", tables, pool.tables().size());
        fresh.forEach(table -> Zeroes.expect(pool, table));
        if (shrunk) {
            long back = taken + pool.events(Event.FRAME_ALLOC) - pool.framesTaken();
            pool.story().expect("pages returned, as the shrinker says", back, returned);
        }
    }

    private static void take(Pool pool, int tables) {
        for (int i = 0; i < tables; i++) {
            pool.scribble(pool.table(GFP_ATOMIC | __GFP_ACCOUNT));
        }
    }
}
