package dev.pagewalk.checks.k6_cache;

import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.PgtableTypes;

/** Machines that are short of something: of blocks, of memory, of tables to split the direct map with. */
final class Crowd {
    private static final int LARGE_PAGE = (int) (PgtableTypes.PMD_SIZE / PgtableTypes.PAGE_SIZE);

    private Crowd() {}

    /** A pool on a machine where only single frames are free, and no two of them are neighbours. */
    static Pool singles(TableCache kata, int frames, @Nullable Hook hook) {
        Pool pool = new Pool(kata, 2, hook);
        fill(pool, frames);
        return pool;
    }

    /** The same on a machine where the direct map cannot be split any more. */
    static Pool withoutReserve(TableCache kata, int frames) {
        Pool pool = new Pool(kata, 256, null);
        useUpReserve(pool);
        if (frames > 0) {
            fill(pool, frames);
        }
        return pool;
    }

    /** Takes all memory, and leaves so many frames. */
    private static void fill(Pool pool, int frames) {
        PageAllocator allocator = pool.machine().allocator();
        Page[] first = new Page[1];
        for (int order = PageAllocator.MAX_ORDER; order >= 0; order--) {
            Page block = allocator.alloc_pages(Gfp.GFP_ATOMIC, order);
            while (block != null) {
                first[0] = first[0] == null && 1 << order > 2 * frames ? block : first[0];
                block = allocator.alloc_pages(Gfp.GFP_ATOMIC, order);
            }
        }
        for (int i = 0; i < frames; i++) {
            allocator.free_page(pool.machine().pages().page(first[0].pfn() + 2L * i + 1));
        }
        pool.startHere();
        pool.story().tell("memory is full, but for " + frames + " single frames");
    }

    /** Splits large pages of the direct map, from the top of memory down, until there is no table left to split with. */
    private static void useUpReserve(Pool pool) {
        long pfn = pool.machine().allocator().framesManaged() - LARGE_PAGE;
        while (pool.machine().directMap().reserveLeft() > 0) {
            pool.gpc().set_memory_pks(pool.machine().pages().page(pfn), 1, 0);
            pfn -= LARGE_PAGE;
        }
        pool.story().tell("the reserve of direct-map tables is used up");
    }
}
