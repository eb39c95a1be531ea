package dev.pagewalk.core.contract;

import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.PtePtr;

/**
 * Kata 4: a percpu_ref for each user PTE table, so that an empty table can be freed while others look for it.
 *
 * <pre>
 *   holders of pte_ref    each entry that is not none (the kernel counts these)
 *                         each visitor, from pte_tryget to pte_put
 *   percpu mode           never known to be zero; costs no shared cache line
 *   atomic mode           zero is final: pte_tryget fails, somebody frees the table
 * </pre>
 *
 * <p>The percpu_ref of a table hangs at {@link Page#pteRef()}. Memory comes from {@code platform().refs()}; kata 5 is reached
 * by {@code MmOps.of(mm).freeUserPte()}. A kata class has no fields: what it remembers lives in the machine.
 */
public interface PteRef {

    /**
     * Task 4.1: gives a new PTE table its percpu_ref: 0, in percpu mode, allowed to return there after it was in atomic mode
     * ({@code PERCPU_REF_ALLOW_REINIT}). The ctor calls it.
     *
     * <p>Nothing has to happen at zero, so there is no release function: whoever finds a table at zero frees it.
     *
     * @param pte the page struct of a table that nobody else can reach yet
     * @return false if an allocation failed; then everything is undone, and the table has no percpu_ref
     *     <p><i>Locking</i>: none; may block.
     *     <p><i>Counts</i>: pte_ref 0 ({@code percpu_ref_init} begins with 1).
     */
    @Ref(title = "mm: introduce percpu_ref for user PTE page table page", author = "Qi Zheng", date = "2022-04-29", part = "RFC 08/18")
    boolean pte_ref_init(Page pte);

    /**
     * Task 4.1: takes the percpu_ref of a PTE table down. The dtor calls it, after the grace period.
     *
     * @param pte the page struct of a table; one without a percpu_ref is fine, so calling twice is
     *     <p><i>Locking</i>: none; must not block.
     *     <p><i>Counts</i>: none; what is freed hangs nowhere afterwards.
     */
    @Ref(title = "mm: introduce percpu_ref for user PTE page table page", author = "Qi Zheng", date = "2022-04-29", part = "RFC 08/18")
    void pte_ref_free(Page pte);

    /**
     * Task 4.2: before an access to a PTE table: keeps the table from being freed.
     *
     * <p>Fails if the slot is none, a leaf or a swap entry, or if the table's pte_ref is zero for good; in that last case,
     * outside of RCU, it helps to free the table ({@code free_user_pte} of kata 5), lest nobody does. The slot may change at
     * any moment, and a table that was taken out of it is freed when the grace period is over.
     *
     * <p>In percpu mode it takes no lock, waits for nobody and modifies no cache line that another CPU modifies.
     *
     * @param mm the address space
     * @param pmd the slot
     * @param addr any address in the 2 MiB that the slot maps; to help, pass the first one: {@code addr & PMD_MASK}
     * @return whether a reference was taken, on the table that the slot names; it names that table until the reference is
     *     dropped
     *     <p><i>Locking</i>: none needed, mmap lock at least for read; no pmd or pte lock held. Every RCU section is closed.
     *     <p><i>Counts</i>: pte_ref + 1 if true.
     */
    @Ref(title = "pte_ref: add pte_tryget() and {__,}pte_put() helper", author = "Qi Zheng", date = "2022-04-29", part = "RFC 09/18")
    boolean pte_tryget(MmStruct mm, PmdPtr pmd, long addr);

    /**
     * Task 4.3: drops a reference of a table that is known by its page struct.
     *
     * @param page the page struct of the table
     *     <p><i>Locking</i>: none; must not block: callers may hold spinlocks.
     *     <p><i>Counts</i>: pte_ref - 1.
     */
    @Ref(title = "pte_ref: add pte_tryget() and {__,}pte_put() helper", author = "Qi Zheng", date = "2022-04-29", part = "RFC 09/18")
    void __pte_put(Page page);

    /**
     * Task 4.3: the end of a visit: drops the reference of the table that the entry lies in, whatever the slot names now
     * and whatever the entry became. The place of a huge page ({@link PtePtr#isHuge()}) lies in no PTE table: nothing is dropped.
     *
     * @param ptep the place of the entry that was visited
     *     <p><i>Locking</i>: none; must not block: callers may hold spinlocks.
     *     <p><i>Counts</i>: pte_ref - 1.
     */
    @Ref(title = "pte_ref: add pte_tryget() and {__,}pte_put() helper", author = "Qi Zheng", date = "2022-04-29", part = "RFC 09/18")
    void pte_put(PtePtr ptep);
}
