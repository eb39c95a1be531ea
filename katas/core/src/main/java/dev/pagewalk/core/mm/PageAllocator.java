package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hw.Event;

/**
 * The buddy allocator: blocks of 1, 2, 4 ... 1024 frames. Lowest frames first, then the longest free ones; a freed frame
 * stays in a bounded quarantine before it is handed out again.
 *
 * <p>A page is in use from {@link #alloc_pages} to {@link #free_page}; every frame handed out is zero.
 *
 * <p><em>Simplification:</em> an allocation is one step that no other CPU can divide, as with Linux's per-CPU lists; the
 * frames that were never used are not on lists yet.
 */
public final class PageAllocator {
    /** The largest order: blocks of 4 MiB. */
    public static final int MAX_ORDER = FreeBlocks.MAX_ORDER;

    private static final long LARGEST = 1L << MAX_ORDER;

    private final MemMap map;
    private final FreeBlocks blocks;
    private final Quarantine quarantine = new Quarantine();
    private final long end;
    private long untouched;
    private long inUse;

    /** @param end the first frame that may not be handed out; frame 0 is not either, so that 0 can mean "none" */
    PageAllocator(MemMap map, long end) {
        this.map = map;
        this.blocks = new FreeBlocks(map);
        this.end = end;
    }

    /** A free frame with reference count 1 and all fields fresh, or null if there is none. */
    public @Nullable Page alloc_page() {
        return alloc_pages(Gfp.GFP_ATOMIC, 0);
    }

    /**
     * A block of {@code 2^order} frames, aligned to its size, all zero. Only the first frame has a reference count, 1:
     * {@link #split_page} makes pages of the others.
     *
     * @param gfp {@link Gfp#GFP_KERNEL} if the caller may sleep
     * @param order 0 to {@value FreeBlocks#MAX_ORDER}
     * @return null if no such block is free, or if the allocation was told to fail
     * @throws RuleBroken I32, if the caller said that it may sleep, and may not; I31, if it holds the lock of a table cache
     */
    public @Nullable Page alloc_pages(int gfp, int order) {
        if (order < 0 || order > MAX_ORDER) {
            throw new RuleBroken("buddy allocator: a block has 2^order frames", "order 0 to " + MAX_ORDER, "order " + order);
        }
        expectNoListLock("alloc_pages");
        if (Gfp.gfpflags_allow_blocking(gfp)) {
            map.platform().lockdep().mightSleep("alloc_pages with GFP_KERNEL");
        }
        if (map.platform().failures().shouldFail()) {
            return null;
        }
        long pfn = take(order);
        return pfn == 0 ? null : inUse(pfn, order);
    }

    /** Makes pages of their own, reference count 1 each, of the frames of a block. */
    public void split_page(Page block, int order) {
        for (long pfn = block.pfn() + 1; pfn < block.pfn() + (1L << order); pfn++) {
            map.poke(MemMap.index(pfn, PageField.REFCOUNT), 1);
        }
    }

    /**
     * Drops a reference of a page, and frees the page if it was the last one: {@code put_page}.
     *
     * @throws RuleBroken as {@link #free_page}
     */
    public void put_page(Page page) {
        if (page.refDecReturn() == 0) {
            free_page(page);
        }
    }

    /** Gives a block back whose frames were not made pages of their own. */
    public void __free_pages(Page block, int order) {
        for (long pfn = block.pfn(); pfn < block.pfn() + (1L << order); pfn++) {
            free_page(map.page(pfn));
        }
    }

    /**
     * Gives a frame back.
     *
     * @throws RuleBroken I26, if it is free already, or still a page table; I25, if something still maps it or pins it; I27,
     *     if it is still charged; I31, if the lock of a table cache is held
     */
    public void free_page(Page page) {
        expectNoListLock("free_page");
        expectFreeable(page);
        long pfn = page.pfn();
        boolean wasTable = map.peek(pfn, PageField.PRIVATE) == Page.WAS_TABLE;
        map.forget(pfn, wasTable);
        map.poke(MemMap.index(pfn, PageField.FLAGS), PageFlag.PageQuarantined.bit());
        if (wasTable) {
            poison(page.address());
        } else {
            map.memory().clear(page.address());
        }
        inUse--;
        release(quarantine.add(pfn));
    }

    /** How many frames are handed out. */
    public long framesInUse() {
        return inUse;
    }

    /** How many frames there are to hand out. */
    public long framesManaged() {
        return end - 1;
    }

    /** The hardware reads memory itself, so a former table has to say by its words that it is free. */
    private void poison(long address) {
        for (long at = address; at < address + PAGE_SIZE; at += Long.BYTES) {
            map.memory().poke(at, MemMap.POISON);
        }
    }

    private void release(long pfn) {
        if (pfn != 0) {
            map.memory().clear(pfn << PAGE_SHIFT);
            map.poke(MemMap.index(pfn, PageField.FLAGS), 0);
            blocks.add(pfn, 0, end);
        }
    }

    private long take(int order) {
        long pfn = blocks.take(order);
        while (pfn == 0 && (touchMore() || emptyQuarantine())) {
            pfn = blocks.take(order);
        }
        return pfn;
    }

    /** Puts the next frames that were never used on the lists, in blocks that are aligned to their size. */
    private boolean touchMore() {
        if (untouched >= end) {
            return false;
        }
        long stop = Math.min(end, untouched + LARGEST);
        long pfn = Math.max(untouched, 1);
        untouched = stop;
        while (pfn < stop) {
            int order = Math.min(Long.numberOfTrailingZeros(pfn), 63 - Long.numberOfLeadingZeros(stop - pfn));
            order = Math.min(order, MAX_ORDER);
            blocks.add(pfn, order, end);
            pfn += 1L << order;
        }
        return true;
    }

    private boolean emptyQuarantine() {
        long pfn = quarantine.poll();
        boolean some = pfn != 0;
        while (pfn != 0) {
            release(pfn);
            pfn = quarantine.poll();
        }
        return some;
    }

    private Page inUse(long pfn, int order) {
        for (long each = pfn; each < pfn + (1L << order); each++) {
            map.poke(MemMap.index(each, PageField.FLAGS), PageFlag.PageInUse.bit());
        }
        map.poke(MemMap.index(pfn, PageField.REFCOUNT), 1);
        inUse += 1L << order;
        map.platform().pmu().count(order == 0 ? Event.FRAME_ALLOC : Event.BLOCK_ALLOC);
        return map.page(pfn);
    }

    private void expectNoListLock(String what) {
        if (map.platform().lockdep().holdsAny(LockClass.CACHE_LOCK)) {
            throw new RuleBroken("I31 locks: the list lock is never held over the page allocator", "the cache's lock released before " + what,
                    "the calling CPU holds it");
        }
    }

    private void expectFreeable(Page page) {
        long pfn = page.pfn();
        if (!map.isInUse(pfn)) {
            throw new RuleBroken("I26 page types: no page is freed twice", "a page in use", page + " is free already");
        }
        if (map.has(pfn, PageFlag.PageTable)) {
            throw new RuleBroken(
                    "I26 page types: a page table is freed by free_table",
                    "a page that is no table",
                    page + " has PageTable set");
        }
        if (map.has(pfn, PageFlag.PageMemcgKmem)) {
            throw new RuleBroken("I27 init and teardown: each charge has one uncharge", "__memcg_kmem_uncharge_page before",
                    page + " is charged still");
        }
        if (map.peek(pfn, PageField.MAPCOUNT) != 0 || map.peek(pfn, PageField.PINS) != 0) {
            throw new RuleBroken("I25 frames: no frame is free while anything maps it", "mapcount 0, no pins",
                    page + " mapcount " + map.peek(pfn, PageField.MAPCOUNT) + ", pins " + map.peek(pfn, PageField.PINS));
        }
        if (map.peek(pfn, PageField.REFCOUNT) > 1) {
            throw new RuleBroken("I25 frames: no frame is free while anything refers to it", "the last reference to " + page,
                    page + " refcount " + map.peek(pfn, PageField.REFCOUNT));
        }
    }
}
