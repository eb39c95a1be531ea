package dev.pagewalk.core.contract;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;

/**
 * Kata 5: free a user PTE table that has become empty.
 *
 * <pre>
 *   madvise(DONTNEED)                    visitors
 *   zap entries                          pte_tryget ... pte_put
 *   try_to_free_user_pte
 *     switch to atomic, wait             pte_tryget fails at final zero, and helps:
 *     zero? free_user_pte   &lt;----------    free_user_pte
 *       pmd lock: still this table, still zero? clear, flush, unlock
 *       account once; call_rcu --- grace period ---&gt; pte_free_rcu
 * </pre>
 *
 * <p>Kata 4 is reached by {@code MmOps.of(mm).pteRef()}. A kata class has no fields: what it remembers lives in the machine.
 */
public interface FreeUserPte {

    /**
     * Task 5.1: a table that is about to be freed holds nothing.
     *
     * @param pmd names the table, which nobody can reach any more
     * @throws RuntimeException if an entry is not none, present or not: {@code BUG_ON} in C
     *     <p><i>Locking</i>: none.
     *     <p><i>Counts</i>: none change.
     */
    @Ref(title = "mm: add try_to_free_user_pte() helper", author = "Qi Zheng", date = "2022-04-29", part = "RFC 13/18")
    void pte_free_debug(Pmd pmd);

    /**
     * Task 5.1: the end of a table, after its grace period: {@code pgtable_pte_page_dtor}, then {@code free_table}. Also the end
     * of the tables that munmap and exit take out.
     *
     * @param page the page struct of the table. Simplification: C gets it from the {@code rcu_head} inside
     *     <p><i>Locking</i>: none; an RCU callback must not block.
     *     <p><i>Counts</i>: NR_PAGETABLE - 1 by the dtor.
     */
    @Ref(title = "mm: add try_to_free_user_pte() helper", author = "Qi Zheng", date = "2022-04-29", part = "RFC 13/18")
    void pte_free_rcu(Page page);

    /**
     * Task 5.2: frees the table that a slot names, if its pte_ref is at final zero.
     *
     * <p>Under the pmd lock the slot is read again: a table may have been freed, and a new one installed, meanwhile. Exactly
     * one caller clears the slot, flushes the whole 2 MiB, and accounts; the table itself is freed after a grace period
     * ({@link #pte_free_rcu}), for others may be about to look at it. A slot that names no table, or a live one, stays as it is.
     *
     * @param mm the address space
     * @param pmd the slot
     * @param addr first address of the 2 MiB that the slot maps
     *     <p><i>Locking</i>: takes the pmd lock; not in RCU, no spinlock held.
     *     <p><i>Counts</i>: nr_ptes - 1, once per table, when this method returns.
     */
    @Ref(title = "mm: add try_to_free_user_pte() helper", author = "Qi Zheng", date = "2022-04-29", part = "RFC 13/18")
    void free_user_pte(MmStruct mm, PmdPtr pmd, long addr);

    /**
     * Task 5.3: finds out whether a table is empty, and frees it then.
     *
     * <p>Takes a reference, switches to atomic mode, drops the reference, looks for zero. From the moment the reference is
     * dropped the table may be freed by somebody else, and another one may come into the slot: whoever looks at it still does
     * so in an RCU section. Unless it freed the table and if {@code switch_back}, the table that the slot names then goes
     * back to percpu mode, after it was identified anew, under a reference of its own. The author of the patch warned in a reply
     * that switching back costs more than it saves; never switching back is as right, always switching back is not.
     *
     * @param mm the address space; nothing is done for the kernel's own, {@code mm.platform().init_mm()}
     * @param pmd the slot
     * @param addr any address in the 2 MiB that the slot maps
     * @param switch_back whether a table that stays may return to percpu mode; if false, it stays in atomic mode
     *     <p><i>Locking</i>: no spinlock held, not in RCU: it waits for a grace period.
     *     <p><i>Counts</i>: pte_ref as before if the table stays.
     */
    @Ref(title = "mm: add try_to_free_user_pte() helper", author = "Qi Zheng", date = "2022-04-29", part = "RFC 13/18")
    void try_to_free_user_pte(MmStruct mm, PmdPtr pmd, long addr, boolean switch_back);
}
