package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Update;

/**
 * The memory control group that pages of the kernel are charged to; its functions are for static import. Linux's
 * mm/memcontrol.c, 5.14.
 *
 * <p><em>Simplification:</em> there is one group, and only pages that come from the table cache are charged: what comes
 * straight from the buddy allocator is not. A charge is refused when a failure is ordered by {@link FaultInjection}.
 */
public final class Memcg implements Cells {
    private final Platform platform;
    private long pages;

    Memcg(Platform platform) {
        this.platform = platform;
    }

    /**
     * Charges a page, and marks it PageMemcgKmem.
     *
     * @param gfp as the page was asked for
     * @return 0 if it is charged, -ENOMEM if the group has no room: nothing has changed then
     * @throws RuleBroken I27, if it is charged already
     */
    public static int __memcg_kmem_charge_page(Page page, int gfp) {
        if (page.is(PageFlag.PageMemcgKmem)) {
            throw new RuleBroken("I27 init and teardown: each charge has one uncharge", "a page that is not charged",
                    page + " is charged already");
        }
        if (page.platform().failures().shouldFail()) {
            return -Errno.ENOMEM;
        }
        page.platform().memcg().add(1);
        page.set(PageFlag.PageMemcgKmem);
        return 0;
    }

    /**
     * Takes the charge of a page back.
     *
     * @throws RuleBroken I27, if it is not charged
     */
    public static void __memcg_kmem_uncharge_page(Page page) {
        if (!page.is(PageFlag.PageMemcgKmem)) {
            throw new RuleBroken("I27 init and teardown: each charge has one uncharge", "a page that is charged",
                    page + " is not: ask PageMemcgKmem(page)");
        }
        page.clear(PageFlag.PageMemcgKmem);
        page.platform().memcg().add(-1);
    }

    /** Whether a page is charged. */
    public static boolean PageMemcgKmem(Page page) {
        return page.is(PageFlag.PageMemcgKmem);
    }

    /** How many pages are charged; an audit, not an access. */
    public long charged() {
        return pages;
    }

    private void add(int delta) {
        Hook.update(platform.hook(), this, 0, Update.ADD, delta, 0);
    }

    @Override
    public long peek(long index) {
        return pages;
    }

    @Override
    public void poke(long index, long value) {
        pages = value;
    }

    @Override
    public String describe(long index) {
        return "memcg kmem";
    }
}
