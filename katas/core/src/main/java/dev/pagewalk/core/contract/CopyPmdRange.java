package dev.pagewalk.core.contract;

import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/**
 * Kata 2: fork shares PTE tables instead of copying them.
 *
 * <pre>
 *   before                             after
 *   mm#1 pmd[0] --RW=1--&gt; T            mm#1 pmd[0] --RW=0--+
 *                         refcount 1                       +--&gt; T   refcount 2
 *   mm#2 pmd[0]   none                 mm#2 pmd[0] --RW=0--+        owner &amp;mm#1 pmd[0]
 * </pre>
 *
 * <p>Whether tables are shared is a property of the source: {@code MMF_COW_PGTABLE}, which a fork with
 * {@code CLONE_COW_PGTABLE} sets on both, and which is inherited and never cleared. The kernel flushes the source's TLBs
 * once, when the whole fork is done or has failed, before its mmap lock is released.
 *
 * <p>Differs from Linux: C steps through PMD entries with pointers into one PMD table, from {@code pud_t} arguments; here
 * both {@link PmdPtr}s come as arguments, for {@code addr}, and {@link PmdPtr#next()} is {@code pmd++}.
 */
public interface CopyPmdRange {

    /**
     * Tasks 2.1 to 2.4: gives the child what the parent has in a range of a VMA, one PMD slot at a time.
     *
     * <p>Task 2.1, slot by slot. None, or a swap entry: nothing. A leaf (huge page): {@code copy_huge_pmd}. A table of a source
     * without {@code MMF_COW_PGTABLE}: {@code copy_pte_range}, which puts a table in the child's slot if that is none. The
     * first error ends it.
     *
     * <p>Task 2.2, sharing, for a source with {@code MMF_COW_PGTABLE} and a slot of the child that is none. Under the table's
     * lock, as one critical section: a table without owner gets the source's slot as its owner; the source's slot becomes
     * read-only; one reference is added; the child's slot is set to the same, read-only. Which of the slots is written first does
     * not matter, but one that is read-only already is never writable in between. The entries stay as they are.
     *
     * <p>Task 2.3, an orphan: if a table without owner lies under a slot that is read-only already, nobody is charged for it
     * any more. The source, its new owner, is: for the table, and for all its pages, whatever VMA they belong to.
     *
     * <p>Task 2.4, which tables are shared:
     * <ul>
     *   <li>The child's slot names the same table already, because another VMA of these 2 MiB came first: nothing is left to
     *       do. It names another table, because that VMA's part was copied: {@code copy_pte_range} for this VMA's part.
     *   <li>A table is copied, not shared, if any VMA that the source has in these 2 MiB is {@code VM_DONTCOPY} or
     *       {@code VM_WIPEONFORK}, or if the source {@code hasPinned()} and any page in the table is pinned.
     *   <li>An empty table is not shared: the child gets none.
     * </ul>
     *
     * <p>The mmap lock, held for write, keeps the source's slots as they are, but for the Accessed bit that the hardware sets.
     * A table's count and owner are what other sharers may change, at any moment that its lock is free.
     *
     * @param dst_vma the child's VMA; nobody else can reach the child yet
     * @param src_vma the parent's VMA of the same range
     * @param dst_pmd the child's slot for {@code addr}; its upper tables exist
     * @param src_pmd the parent's slot for {@code addr}
     * @param addr first address, page-aligned, within {@code src_vma}
     * @param end first address behind it, page-aligned, within the same 1 GiB or just at its end
     * @return 0, or -12 (ENOMEM) if a copy needed memory that is not there: the kernel then takes the child down again
     *     <p><i>Locking</i>: mmap lock of the source for write. Order: pmd lock before pte locks, pte locks by address.
     *     <p><i>Counts</i>: refcount + 1 per child, once however many VMAs the 2 MiB have; RSS and nr_ptes of the source for
     *     an orphan that it takes; mapcounts and swap counts stay, for the table is one.
     */
    @Ref(title = "mm: Expand Copy-On-Write to PTE table", author = "Chih-En Lin", date = "2022-05-19", part = "RFC v1 6/6")
    int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end);
}
