package dev.pagewalk.core.contract;

import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.RuleBroken;
import dev.pagewalk.core.mm.Vma;

/**
 * Kata 1: a reference count for a PTE table.
 *
 * <p>Copy-on-write page tables let a parent and its children share a PTE table after fork. The table's page struct
 * counts how many PMD slots name it, and remembers which of them owns it: only the owner's mm is charged for the
 * table and for the pages in it.
 *
 * <pre>
 *   mm#1 pmd[0] --RW=0--+                     page struct of T
 *                       +--&gt; PTE table T      refcount      2
 *   mm#2 pmd[0] --RW=0--+                     cow_pte_owner &amp;mm#1 pmd[0]
 * </pre>
 *
 * <table>
 *   <caption>States of T that this kata meets</caption>
 *   <tr><th>state</th><th>refcount</th><th>PMDs writable</th><th>owner</th><th>charged to</th></tr>
 *   <tr><td>PRIVATE</td><td>1</td><td>yes</td><td>none</td><td>its mm</td></tr>
 *   <tr><td>SHARED_OWNED</td><td>2 or more</td><td>no</td><td>one of the slots</td><td>the owner's mm</td></tr>
 *   <tr><td>SHARED_ORPHAN</td><td>2 or more</td><td>no</td><td>none</td><td>nobody</td></tr>
 *   <tr><td>LAST_OWNED</td><td>1</td><td>no</td><td>that slot</td><td>its mm</td></tr>
 *   <tr><td>LAST_ORPHAN</td><td>1</td><td>no</td><td>none</td><td>nobody</td></tr>
 * </table>
 *
 * <p>An owner is known by the address of its PMD slot, {@link PmdPtr#address()}, never by a Java object: two
 * {@code PmdPtr}s of one slot are two objects.
 *
 * <p>All methods are called by the kernel with a {@code pmd} that names a PTE table; anything else may end in the
 * {@link RuleBroken} that the machine throws. A kata class has no fields: what it remembers lives in the machine.
 */
public interface CowPteRefcount {

    /**
     * Task 1.1: how many PMD slots name the PTE table now.
     *
     * @param pmd a slot that names the table, or a {@link PmdPtr#copyOf copy} of one
     * @return the table's reference count, 1 or more
     *     <p><i>Locking</i>: none needed; without the table's lock the answer may be old when it arrives.
     *     <p><i>Counts</i>: none change.
     */
    @Ref(title = "mm, pgtable: Add a refcount to PTE table", author = "Chih-En Lin", date = "2022-09-27", part = "RFC v2 5/9")
    int cow_pte_count(PmdPtr pmd);

    /**
     * Task 1.1: one more slot is going to name the PTE table.
     *
     * @param pmd a slot that names the table
     * @return the new reference count, as this call made it
     *     <p><i>Locking</i>: correct without any lock, while other CPUs get and put the same table.
     *     <p><i>Counts</i>: refcount + 1.
     */
    @Ref(title = "mm, pgtable: Add a refcount to PTE table", author = "Chih-En Lin", date = "2022-09-27", part = "RFC v2 5/9")
    int pmd_get_pte(PmdPtr pmd);

    /**
     * Task 1.2: whether a slot is the owner of the PTE table.
     *
     * @param pmd a slot that names the table, or a copy of one
     * @param owner the slot in question (a real one: a copy owns nothing), or null for "has it no owner?"
     * @return true if the table's owner is that slot, or if {@code owner} is null and the table has none
     *     <p><i>Locking</i>: none needed to ask; the table's lock for an answer that stays true.
     *     <p><i>Counts</i>: none change.
     */
    @Ref(title = "Copy-on-write PTE tables (the series)", author = "Chih-En Lin", date = "2022-09-27", part = "RFC v2")
    boolean cow_pte_owner_is_same(PmdPtr pmd, @Nullable PmdPtr owner);

    /**
     * Task 1.2: makes a slot the owner of the PTE table.
     *
     * @param pmd a slot that names the table, or a copy of one
     * @param owner the slot that owns it from now on, or null for none
     *     <p><i>Locking</i>: the table's lock is held by the caller.
     *     <p><i>Counts</i>: none change; whoever changes an owner moves the charge himself.
     */
    @Ref(title = "Copy-on-write PTE tables (the series)", author = "Chih-En Lin", date = "2022-09-27", part = "RFC v2")
    void set_cow_pte_owner(PmdPtr pmd, @Nullable PmdPtr owner);

    /**
     * Task 1.3: charges the pages of a range of the PTE table to an mm, or takes the charge back.
     *
     * <p>What counts is every <i>normal</i> page ({@code vm_normal_page}) that is present in the range, each as its own
     * kind ({@code mm_counter}). A table may serve several VMAs: each entry is judged by the VMA that its address lies
     * in, and an entry that no VMA covers does not count. The zero page and swap entries are never RSS.
     *
     * @param mm the address space that is charged
     * @param vma a VMA of {@code mm} that has a part in the table: the one through which the kernel came, not always the
     *     only one. Kept from the series, where the charge goes through it alone; it need not be used here
     * @param pmd a slot that names the table, or a copy of one
     * @param addr first address of the range, page-aligned
     * @param end first address behind it, page-aligned, within the same 2 MiB or just at its end
     * @param inc true to charge, false to take the charge back
     *     <p><i>Locking</i>: mmap lock for read; the table's lock is held by the caller.
     *     <p><i>Counts</i>: RSS of {@code mm}. Not nr_ptes.
     */
    @Ref(title = "Copy-on-write PTE tables (the series)", author = "Chih-En Lin", date = "2022-09-27", part = "RFC v2")
    void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc);

    /**
     * Task 1.4: the last slot that names the PTE table takes it back for itself: LAST_OWNED or LAST_ORPHAN becomes
     * PRIVATE.
     *
     * <p>Afterwards the slot is writable and otherwise what it was, the table has no owner, and the slot's mm is charged
     * for the whole 2 MiB: nr_ptes and RSS are added if the slot was not the owner, and stay as they are if it was. No
     * entry of the table changes: what a PTE allows is not for the PMD level to decide. The hardware may set the Accessed
     * bit of the slot at any moment; it must not get lost.
     *
     * @param vma the VMA through which the kernel came
     * @param pmd the slot, not writable, of a table with reference count 1
     * @param addr any address in the 2 MiB that the table maps
     *     <p><i>Locking</i>: mmap lock for read; the table's lock is held by the caller, or nobody else can come through this slot
     *     (see {@link #pmd_put_pte}). Takes none.
     *     <p><i>Counts</i>: refcount stays 1; nr_ptes + 1 and RSS + present normal pages, from LAST_ORPHAN only.
     */
    @Ref(title = "Copy-on-write PTE tables (the series)", author = "Chih-En Lin", date = "2022-09-27", part = "RFC v2")
    void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr);

    /**
     * Task 1.5: a slot is about to stop naming the PTE table: drop its reference, unless it is the last one.
     *
     * <pre>
     *   refcount  reuse   what happens          returns
     *   &gt; 1       any     refcount - 1          0
     *   1         true    cow_pte_fallback      1
     *   1         false   nothing               0
     * </pre>
     *
     * <p>It never reaches 0, and what it returns is what happened: with {@code reuse}, on 0 the caller clears the slot, on 1 it
     * keeps it. Without {@code reuse}, 0 means "dropped" or "the last one, and nothing done"; a caller who has to know which
     * asks {@link #cow_pte_count} first, under the table's lock.
     *
     * @param vma the VMA through which the kernel came
     * @param pmd the slot; with {@code reuse} never a copy
     * @param addr any address in the 2 MiB that the table maps
     * @param reuse whether the last slot takes the table back
     *     <p><i>Locking</i>: correct without any lock, while other CPUs get and put through <i>their</i> slots of the same table. At
     *     count 1 nobody but this slot names the table, so the fallback is safe without the table's lock too; do not take it. Most
     *     callers hold it already: it keeps two threads apart that come through <i>one</i> slot.
     *     <p><i>Counts</i>: as the picture says; the owner is not this method's business, but for the fallback.
     */
    @Ref(title = "mm, pgtable: Add a refcount to PTE table", author = "Chih-En Lin", date = "2022-09-27", part = "RFC v2 5/9")
    int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse);
}
