package dev.pagewalk.core.contract;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.Page;

/**
 * Kata 6: page tables come from a cache of grouped pages, so that a protection key on their direct map splits few large
 * pages.
 *
 * <pre>
 *   buddy allocator --order 9--&gt; 512 pages, keyed at once --&gt; list of the cache --alloc_table--&gt; page table
 *        ^                                                      ^                                    |
 *        +---- key reset -------- shrinker scan ----------------+----------- free_table ------------+
 * </pre>
 *
 * <p>Every table in use or cached carries the key: a write to it is only possible inside {@code openTables()}. A page whose
 * key was set and that goes back to the buddy allocator after all has its key reset first, by somebody who may sleep. The
 * list is touched under {@link GroupedPageCache#lock()} only, and that lock is never held over the page allocator or
 * {@code set_memory_pks}.
 *
 * <p>Pages taken from the buddy allocator = in use + cached + dying + returned. Dying: unlinked, waiting for its grace period.
 *
 * <p>Differs from Linux: the cache, a global there, is an argument here; the node number is dropped.
 */
public interface TableCache {

    /**
     * Task 6.1: a page for a page table: all words zero, PageTable set, its charge paid. A table is written inside an open
     * section only, also when it is zeroed; when a page is zeroed, at its end or at its beginning, is yours to choose.
     *
     * @param gpc the cache of the machine
     * @param gfp whether the caller may sleep ({@code Gfp.gfpflags_allow_blocking}): then from {@link #get_grouped_page},
     *     else from {@link #get_grouped_page_atomic}; with {@code Gfp.__GFP_ACCOUNT} the page is charged to the memory control
     *     group ({@code Memcg.__memcg_kmem_charge_page})
     * @return null if there is no memory, or the group has no room: the page is back in the cache then
     *     <p><i>Locking</i>: any spinlock but the cache's own may be held if it may not sleep, else none.
     *     <p><i>Counts</i>: not NR_PAGETABLE: that is the ctor's. The reference count is 1.
     */
    @Ref(title = "x86, mm: Use cache of page tables", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 05/19")
    @Nullable Page alloc_table(GroupedPageCache gpc, int gfp);

    /**
     * Task 6.1: the end of a table, after its dtor: takes back its charge, if it has one, clears PageTable, and gives the
     * page to {@link #free_grouped_page}. From then on it may be somebody else's. The cache of the machine is
     * {@code table.platform().tableCache()}.
     *
     * @param table a page with PageTable set, which nothing points at any more
     *     <p><i>Locking</i>: any spinlock but the cache's own may be held; never blocks (an RCU callback calls it).
     *     <p><i>Counts</i>: not NR_PAGETABLE: that was the dtor's.
     */
    @Ref(title = "x86, mm: Use cache of page tables", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 05/19")
    void free_table(Page table);

    /**
     * Task 6.2: a page of the cache. An empty cache is filled: with a block of {@code 2^9} pages, keyed at once; if no block
     * can be had, or keyed, a single page will do. Smaller blocks are allowed; a block of its own for each table is not the idea.
     *
     * <p>Null is allowed when the list was found empty and neither a block nor a single page could be had, or keyed, also if
     * another CPU has filled the list meanwhile: nobody has to look again.
     *
     * @param gpc the cache
     * @return a page that carries the key, of reference count 1, or null if there is no memory
     *     <p><i>Locking</i>: none held; may sleep.
     *     <p><i>Counts</i>: pages taken from the buddy allocator = in use + cached + dying + returned.
     */
    @Ref(title = "x86/mm/cpa: Add grouped page allocations", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 03/19")
    @Nullable Page get_grouped_page(GroupedPageCache gpc);

    /**
     * Task 6.2: the same without sleeping: from the cache, or a single page whose direct map can be keyed without sleeping
     * (4 KiB already, or the split is served from the reserve); never a block.
     *
     * @param gpc the cache
     * @return a page that carries the key, or null
     *     <p><i>Locking</i>: any spinlock but the cache's own may be held. <i>Counts</i>: as {@link #get_grouped_page}.
     */
    @Ref(title = "x86/mm/cpa: Add get_grouped_page_atomic()", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 08/19")
    @Nullable Page get_grouped_page_atomic(GroupedPageCache gpc);

    /**
     * Task 6.2: puts a page on the list of the cache; the key stays.
     *
     * @param gpc the cache
     * @param page a page that carries the key, of reference count 1, and no table (any more)
     *     <p><i>Locking</i>: takes the cache's lock; any other spinlock may be held; never blocks. <i>Counts</i>: cached + 1.
     */
    @Ref(title = "x86/mm/cpa: Add grouped page allocations", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 03/19")
    void free_grouped_page(GroupedPageCache gpc, Page page);

    /**
     * Task 6.3: how many pages are cached: as many as the shrinker could return, if each key came off.
     *
     * @param gpc the cache
     *     <p><i>Locking</i>: takes the cache's lock. <i>Counts</i>: none change.
     */
    @Ref(title = "x86/mm/cpa: Add grouped page allocations", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 03/19")
    long grouped_shrink_count(GroupedPageCache gpc);

    /**
     * Task 6.3: takes the key off pages of the cache and returns them to the buddy allocator. A page whose key cannot be
     * reset (the direct map must be split, and has no table left) stays in the cache. What follows is yours to choose: the
     * scan may end there, or go on with pages that it has not tried yet. It may not try the same page for ever.
     *
     * @param gpc the cache
     * @param nr_to_scan how many to return at most (pages that were looked at and stay do not count); 0 or more
     * @return how many were returned: {@code nr_to_scan}, or fewer if the cache held fewer or a key could not be reset
     *     <p><i>Locking</i>: none held; may sleep. <i>Counts</i>: cached - returned.
     */
    @Ref(title = "x86/mm/cpa: Add grouped page allocations", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 03/19")
    long grouped_shrink_scan(GroupedPageCache gpc, long nr_to_scan);
}
