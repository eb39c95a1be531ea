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
 * <p>Every table in use or cached carries the key: a write to it is only possible inside {@code openTables()}. Only the
 * shrinker, which may sleep, takes the key off again. The list is touched under {@link GroupedPageCache#lock()} only, and
 * that lock is never held over the page allocator or {@code set_memory_pks}.
 *
 * <p>Differs from Linux: the cache, a global there, is an argument here; the node number is dropped.
 */
public interface TableCache {

    /**
     * Task 6.1: a page for a page table: zeroed (inside an open section), with PageTable set.
     *
     * @param gpc the cache of the machine
     * @param gfp {@code Gfp.GFP_KERNEL}: may sleep, takes {@link #get_grouped_page}; else {@link #get_grouped_page_atomic}
     * @return null if there is no memory
     *     <p><i>Locking</i>: none held if it may sleep.
     *     <p><i>Counts</i>: not NR_PAGETABLE: that is the ctor's.
     */
    @Ref(title = "x86, mm: Use cache of page tables", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 05/19")
    @Nullable Page alloc_table(GroupedPageCache gpc, int gfp);

    /**
     * Task 6.1: the end of a table, after its dtor: clears PageTable and gives the page to {@link #free_grouped_page}.
     *
     * @param table a page with PageTable set, which nothing points at any more
     *     <p><i>Locking</i>: none; never blocks (an RCU callback calls it). <i>Counts</i>: none change.
     */
    @Ref(title = "x86, mm: Use cache of page tables", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 05/19")
    void free_table(Page table);

    /**
     * Task 6.2: a page of the cache; an empty cache is filled with a block of 512 pages, keyed, or if no block can be had,
     * with a single one.
     *
     * @param gpc the cache
     * @return a page that carries the key, or null if there is no memory
     *     <p><i>Locking</i>: none held; may sleep.
     *     <p><i>Counts</i>: pages taken = in use + cached + dying + returned.
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
     * @param page a page that carries the key
     *     <p><i>Locking</i>: takes the cache's lock; never blocks. <i>Counts</i>: cached + 1.
     */
    @Ref(title = "x86/mm/cpa: Add grouped page allocations", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 03/19")
    void free_grouped_page(GroupedPageCache gpc, Page page);

    /**
     * Task 6.3: how many pages the shrinker could return now.
     *
     * @param gpc the cache
     *     <p><i>Locking</i>: takes the cache's lock. <i>Counts</i>: none change.
     */
    @Ref(title = "x86/mm/cpa: Add grouped page allocations", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 03/19")
    long grouped_shrink_count(GroupedPageCache gpc);

    /**
     * Task 6.3: takes the key off pages of the cache and returns them to the buddy allocator. A page whose key cannot be
     * reset stays in the cache.
     *
     * @param gpc the cache
     * @param nr_to_scan at most so many
     * @return how many were returned
     *     <p><i>Locking</i>: none held; may sleep. <i>Counts</i>: cached - returned.
     */
    @Ref(title = "x86/mm/cpa: Add grouped page allocations", author = "Rick Edgecombe", date = "2021-08-30", part = "RFC v2 03/19")
    long grouped_shrink_scan(GroupedPageCache gpc, long nr_to_scan);
}
