package dev.pagewalk.core.mm;

import java.util.ArrayDeque;

/**
 * Hands out frames, lowest first, then the longest free ones. Simplification: single frames only, no orders yet.
 *
 * <p>A page is in use from {@link #alloc_page} to {@link #free_page}; every frame handed out is zero.
 */
public final class PageAllocator {
    private final MemMap map;
    private final ArrayDeque<Page> freed = new ArrayDeque<>();
    private long next;

    /** @param first the first frame that may be handed out */
    public PageAllocator(MemMap map, long first) {
        this.map = map;
        this.next = first;
    }

    /** A free frame with reference count 1 and all fields fresh, or null if there is none. */
    public Page alloc_page() {
        Page page = next < map.frames() ? map.page(next++) : freed.poll();
        if (page == null) {
            return null;
        }
        page.set(PageFlag.PageInUse);
        page.refSet(1);
        return page;
    }

    /**
     * Gives a frame back.
     *
     * @throws RuleBroken I26, if it is free already; I25, if something still maps it
     */
    public void free_page(Page page) {
        if (!page.is(PageFlag.PageInUse)) {
            throw new RuleBroken("I26 page types: no page is freed twice", "a page in use", page + " is free already");
        }
        if (page.mapcount() != 0) {
            throw new RuleBroken("I25 frames: no frame is free while anything maps it", "mapcount 0", page + " mapcount " + page.mapcount());
        }
        for (long at = page.address(); at < page.address() + PgtableTypes.PAGE_SIZE; at += 8) {
            map.memory().write(at, 0);
        }
        for (PageField field : PageField.values()) {
            map.poke(MemMap.index(page.pfn(), field), 0);
        }
        freed.add(page);
    }
}
