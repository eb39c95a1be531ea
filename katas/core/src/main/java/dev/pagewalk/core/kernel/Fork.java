package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PageAllocator;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import dev.pagewalk.core.mm.RssKind;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/** Makes a child's address space: Linux's {@code dup_mmap}, {@code copy_page_range} and what is below. */
public final class Fork {
    private Fork() {}

    /**
     * Fills a new address space from another.
     *
     * @return 0, or -ENOMEM: the child has to be taken down
     *     <p><i>Locking</i>: mmap lock of the source for write
     */
    static int dup_mmap(MmStruct child, MmStruct parent, boolean cowPgtable) {
        if (cowPgtable) {
            parent.set_bit(MmFlag.MMF_COW_PGTABLE);
        }
        if (parent.test_bit(MmFlag.MMF_COW_PGTABLE)) {
            child.set_bit(MmFlag.MMF_COW_PGTABLE);
        }
        int error = 0;
        for (Vma vma : parent.vmas()) {
            if (error == 0 && !vma.has(VmFlag.VM_DONTCOPY)) {
                Vma copy = vma.in(child);
                child.add(copy);
                error = vma.has(VmFlag.VM_WIPEONFORK) ? 0 : copy_page_range(copy, vma);
            }
        }
        Tlbflush.flush_tlb_mm(parent);
        return error;
    }

    /** Gives the child what the parent has in a VMA. Returns 0 or -ENOMEM. */
    private static int copy_page_range(Vma dst, Vma src) {
        long next;
        for (long addr = src.start(); addr < src.end(); addr = next) {
            next = Pgtable.pud_addr_end(addr, src.end());
            PmdPtr from = Pgtable.pmd_offset(src.mm(), addr);
            int error = from == null ? 0 : copyPud(dst, src, from, addr, next);
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    private static int copyPud(Vma dst, Vma src, PmdPtr from, long addr, long end) {
        PmdPtr to = PageTables.pmd_alloc(dst.mm(), addr);
        if (to == null) {
            return -Errno.ENOMEM;
        }
        MmOps ops = MmOps.of(src.mm());
        return ops.isCowPte() ? ops.copyPmdRange().copy_pmd_range(dst, src, to, from, addr, end) : copyEagerly(
                dst,
                src,
                to,
                from,
                addr,
                end);
    }

    /** {@code copy_pmd_range} of a machine that shares no tables. */
    private static int copyEagerly(Vma dst, Vma src, PmdPtr dstPmd, PmdPtr srcPmd, long addr, long end) {
        PmdPtr to = dstPmd;
        PmdPtr from = srcPmd;
        int error = 0;
        long next;
        for (long at = addr; at < end && error == 0; at = next) {
            next = Pgtable.pmd_addr_end(at, end);
            if (from.get().isLeaf()) {
                error = copy_huge_pmd(dst, src, to, from, at, next);
            } else if (from.get().isTable()) {
                error = copy_pte_range(dst, src, to, from, at, next);
            }
            to = to.next();
            from = from.next();
        }
        return error;
    }

    /**
     * A huge page of a private mapping: both have it afterwards, read-only. If a page of it is pinned, it is split and copied
     * entry by entry.
     *
     * @param addr first address, page-aligned
     * @param end first address behind it, within the same 2 MiB
     * @return 0 or -ENOMEM. Locking: mmap lock of the source for write; may block
     */
    public static int copy_huge_pmd(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        int result = Huge.copy(dst_vma, src_vma, dst_pmd, src_pmd, addr);
        return result == 1 ? copy_pte_range(dst_vma, src_vma, dst_pmd, src_pmd, addr, end) : result;
    }

    /**
     * Copies the entries of a VMA's part of a table: an eager copy. Entries of private mappings become read-only on both
     * sides; a pinned page stays with the source, writable as it was, and the child gets a page of its own with the same
     * contents; swap entries are duplicated. Puts a table in the child's slot if that is none.
     *
     * @param addr first address, page-aligned
     * @param end first address behind it, within the same 2 MiB
     * @return 0, or -ENOMEM with a part copied. Locking: mmap lock of the source for write, no table locked; may block
     */
    public static int copy_pte_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        if (!PageTables.pte_alloc(dst_vma.mm(), dst_pmd)) {
            return -Errno.ENOMEM;
        }
        PageAllocator allocator = src_vma.mm().platform().allocator();
        TablePair tables = new TablePair(LockedTable.stable(src_pmd.get()), LockedTable.stable(dst_pmd.get()));
        EagerCopy copy = new EagerCopy(dst_vma, src_vma, tables);
        long at = addr;
        while (at < end) {
            tables.lock();
            at = copy.run(at, end);
            tables.unlock();
            if (at < end && !copy.give(allocator.alloc_pages(Gfp.GFP_KERNEL, 0))) {
                return -Errno.ENOMEM;
            }
        }
        return 0;
    }

    /** Copies entries under both locks, as far as it gets without a new page. */
    private static final class EagerCopy {
        private final Vma dst;
        private final Vma src;
        private final TablePair tables;
        private @Nullable Page spare;

        EagerCopy(Vma dst, Vma src, TablePair tables) {
            this.dst = dst;
            this.src = src;
            this.tables = tables;
        }

        /** A page for the next pinned one. */
        boolean give(@Nullable Page page) {
            spare = page;
            return page != null;
        }

        /** Gives where it ended: {@code end}, or a pinned page for which there is no new one. */
        long run(long addr, long end) {
            PtePtr from = tables.from().at(addr);
            PtePtr to = tables.to().at(addr);
            for (long at = addr; at < end; at += PAGE_SIZE) {
                Pte pte = from.get();
                if (!pte.isNone() && !copyEntry(at, from, to, pte)) {
                    return at;
                }
                from = from.next();
                to = to.next();
            }
            return end;
        }

        private boolean copyEntry(long at, PtePtr from, PtePtr to, Pte pte) {
            if (pte.isSwap()) {
                src.mm().platform().swap().swap_duplicate(pte);
                tables.to().install(to, pte);
                return true;
            }
            Page page = Mm.vm_normal_page(src, at, pte);
            if (page != null && src.isPrivate() && Mm.page_maybe_dma_pinned(page)) {
                return copyPinned(page, to);
            }
            if (pte.isWrite() && src.isPrivate()) {
                from.wrprotect();
            }
            if (page != null) {
                dst.mm().addRss(Mm.mm_counter(page), 1);
            }
            tables.to().install(to, Cow.duplicate(src, at, from.get()));
            return true;
        }

        private boolean copyPinned(Page page, PtePtr to) {
            if (spare == null) {
                return false;
            }
            Cow.fill(spare, page);
            spare.becomeAnon();
            dst.mm().addRss(RssKind.MM_ANONPAGES, 1);
            tables.to().install(to, Entries.of(dst, spare, true));
            spare = null;
            return true;
        }
    }
}
