package dev.pagewalk.core.contract;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/**
 * Kata 3: whoever wants to write to a shared PTE table breaks away from it first; whoever unmaps all of it lets go of it.
 *
 * <pre>
 *   break by mm#2                                        refcount   owner
 *   mm#1 pmd[0] --RW=0--&gt; T                              1          as before, or none if mm#2 was it
 *   mm#2 pmd[0] --RW=1--&gt; T', a copy of T                1          none
 * </pre>
 *
 * <p>The rules for the table T that a slot names:
 * <ul>
 *   <li>T's count, its owner and every slot that names T change only under T's lock.
 *   <li>Decision, charge of the new table, change of the slot, release of the owner and put, in this order, are one critical
 *       section. (A zap charges nothing; see there for what of its order matters.) The charge comes before the slot changes: T's lock does not keep other threads of this mm out of the copy.
 *       Once they can see it they install and take out pages there, and count these themselves. (Or hold the copy's lock too.)
 *   <li>Taking T's lock: enter RCU (or hold the pmd lock), read the slot, lock, read the slot again; frame <i>and</i> RW must
 *       be what they were, else unlock and decide anew. Not the whole word: the hardware may set A.
 *   <li>Allocation happens outside of all locks and of RCU, and the decision is made anew after it.
 *   <li>No other CPU ever sees the slot as none during a break. The flush covers the whole 2 MiB, and comes before anyone
 *       else can act on the lower count: before T's lock is released, or before the reference is dropped at all. Who drops it
 *       later does so under T's lock, and if he then finds count 1, nobody names T any more: he empties and frees it himself.
 * </ul>
 *
 * <p>Callers: page fault, zap, {@code split_vma}, {@code move_page_tables} (source and destination), mprotect, madvise,
 * swap-out, pin. They read the slot again afterwards, whatever came back.
 */
public interface BreakCowPte {

    /**
     * Task 3.1: makes the table that a slot names private: by reuse if the slot is its last one, else by a copy.
     *
     * <p>The copy is made by {@code copy_pte_table} (all 512 entries, each by its own VMA, private ones read-only in both
     * tables). The charge moves as the states say: the owner's break is net 0 and leaves an orphan; anybody else's adds the
     * new table and its pages to his own mm, before the slot names it; what to count stands in T, which its lock keeps still.
     *
     * @param vma the VMA through which the kernel came
     * @param pmd the slot, of a table, read-only when the caller looked; a real one
     * @param addr any address in the 2 MiB that the table maps
     * @return 1: the slot's table is the caller's own, reused now or made private by another thread meanwhile.
     *     0: copied, or nothing (that is a shared table) is there any more. -12 (ENOMEM): nothing has changed
     *     <p><i>Locking</i>: mmap lock for read; no spinlock, not in RCU: it may block.
     *     <p><i>Counts</i>: refcount of the old table - 1; RSS, nr_ptes as above; mapcounts and swap counts + 1 per entry.
     */
    @Ref(title = "mm: Expand Copy-On-Write to PTE table", author = "Chih-En Lin", date = "2022-05-19", part = "RFC v1 6/6")
    int break_cow_pte(Vma vma, PmdPtr pmd, long addr);

    /**
     * Task 3.2: a slot lets go of its table, entries untouched, unless it is the last one.
     *
     * <p>count &gt; 1: the owner is released if it was this slot (RSS and nr_ptes taken back), the slot is cleared, the TLBs
     * are flushed over the whole 2 MiB, the reference is dropped. count = 1: reuse, and the caller zaps as usual.
     *
     * <p>Whether the owner is released before the slot is cleared or after it does not matter: T's lock is held throughout,
     * and until it is released nothing in T changes and nobody looks at its owner. Only "is this slot the owner?" is asked of
     * the slot, and so of what it names, before it is cleared; after that a saved slot names T.
     *
     * @param vma the VMA through which the kernel came
     * @param pmd the slot, of a table, read-only when the caller looked; a real one
     * @param addr any address in the 2 MiB that the table maps
     * @return 1: the slot's table is the caller's own, and still full. 0: let go, or nothing is there any more
     *     <p><i>Locking</i>: mmap lock for read or write; no spinlock. Allocates nothing: exit comes this way.
     *     <p><i>Counts</i>: refcount - 1; RSS and nr_ptes of the mm if its slot was the owner.
     */
    @Ref(title = "mm: Expand Copy-On-Write to PTE table", author = "Chih-En Lin", date = "2022-05-19", part = "RFC v1 6/6")
    int zap_cow_pte(Vma vma, PmdPtr pmd, long addr);

    /**
     * Task 3.3: what the kernel calls: with {@code alloc} it breaks, as {@link #break_cow_pte}; without {@code alloc} it lets go,
     * as {@link #zap_cow_pte}, which needs no memory and never fails for lack of it.
     *
     * @param vma the VMA through which the kernel came
     * @param pmd the slot, or null to look it up for {@code addr}. A slot that is none, a leaf, a swap entry or writable is
     *     no shared table: nothing is done, and 1 is returned if it is a writable table, else 0
     * @param addr any address in the 2 MiB that the slot maps
     * @param alloc true to keep the contents, false to let go of them
     * @return 1: the slot names a table that is private to the caller: carry on with it. 0: copied, let go, or nothing
     *     there. -12 (ENOMEM), only with {@code alloc}: nothing has changed
     *     <p><i>Locking</i>: mmap lock for read or write; no spinlock, not in RCU: it may block if {@code alloc}.
     *     <p><i>Counts</i>: of {@link #break_cow_pte} or {@link #zap_cow_pte}.
     */
    @Ref(title = "mm: Expand Copy-On-Write to PTE table", author = "Chih-En Lin", date = "2022-05-19", part = "RFC v1 6/6")
    int handle_cow_pte(Vma vma, @Nullable PmdPtr pmd, long addr, boolean alloc);
}
