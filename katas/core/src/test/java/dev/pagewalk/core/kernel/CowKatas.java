package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pmd;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.Tlbflush;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;

/** What the callers of COW_PTE are tried with: the three contracts, as short as they can be. */
final class CowKatas implements CowPteRefcount, CopyPmdRange, BreakCowPte {

    @Override
    public int cow_pte_count(PmdPtr pmd) {
        return pmd.get().page().refRead();
    }

    @Override
    public int pmd_get_pte(PmdPtr pmd) {
        return pmd.get().page().refIncReturn();
    }

    @Override
    public boolean cow_pte_owner_is_same(PmdPtr pmd, PmdPtr owner) {
        return pmd.get().page().owner() == (owner == null ? 0 : owner.address());
    }

    @Override
    public void set_cow_pte_owner(PmdPtr pmd, PmdPtr owner) {
        pmd.get().page().setOwner(owner == null ? 0 : owner.address());
    }

    @Override
    public void cow_pte_rss(MmStruct mm, Vma vma, PmdPtr pmd, long addr, long end, boolean inc) {
        Pmd table = pmd.get();
        for (Vma part : mm.vmasIn(addr, end)) {
            for (long a = Math.max(addr, part.start()); a < Math.min(end, part.end()); a += PAGE_SIZE) {
                Page page = Mm.vm_normal_page(part, a, Pgtable.pte_offset(table, a).get());
                if (page != null) {
                    mm.addRss(Mm.mm_counter(page), inc ? 1 : -1);
                }
            }
        }
    }

    @Override
    public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
        if (!cow_pte_owner_is_same(pmd, pmd)) {
            charge(vma, pmd, addr, true);
        }
        set_cow_pte_owner(pmd, null);
        pmd.mkwrite();
    }

    @Override
    public int pmd_put_pte(Vma vma, PmdPtr pmd, long addr, boolean reuse) {
        if (pmd.get().page().refAddUnless(-1, 1) || !reuse) {
            return 0;
        }
        cow_pte_fallback(vma, pmd, addr);
        return 1;
    }

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        PmdPtr dst = dst_pmd;
        PmdPtr src = src_pmd;
        int error = 0;
        long next;
        for (long at = addr; at < end && error == 0; at = next) {
            next = Pgtable.pmd_addr_end(at, end);
            if (src.get().isLeaf()) {
                error = Fork.copy_huge_pmd(dst_vma, src_vma, dst, src, at, next);
            } else if (src.get().isTable()) {
                error = copyTable(dst_vma, src_vma, dst, src, at, next);
            }
            dst = dst.next();
            src = src.next();
        }
        return error;
    }

    private int copyTable(Vma dst_vma, Vma src_vma, PmdPtr dst, PmdPtr src, long addr, long end) {
        Page table = src.get().page();
        if (dst.get().isTable() && dst.get().page().equals(table)) {
            return 0;
        }
        boolean mayShare = src_vma.mm().test_bit(MmFlag.MMF_COW_PGTABLE) && dst.get().isNone() && isForkable(src_vma.mm(), addr);
        table.lock().lock();
        boolean empty = mayShare && isEmpty(src.get(), addr);
        boolean share = mayShare && !empty && !hasPinned(src_vma.mm(), src.get(), addr);
        if (share) {
            share(src_vma, dst, src, addr);
        }
        table.lock().unlock();
        return share || empty ? 0 : Fork.copy_pte_range(dst_vma, src_vma, dst, src, addr, end);
    }

    private void share(Vma vma, PmdPtr dst, PmdPtr src, long addr) {
        if (cow_pte_owner_is_same(src, null)) {
            set_cow_pte_owner(src, src);
            if (!src.get().isWrite()) {
                charge(vma, src, addr, true);
            }
        }
        src.wrprotect();
        pmd_get_pte(src);
        dst.set(src.get());
    }

    private static boolean isForkable(MmStruct mm, long addr) {
        long start = addr & PMD_MASK;
        return mm.vmasIn(start, start + PMD_SIZE).stream().noneMatch(v -> v.has(VmFlag.VM_DONTCOPY) || v.has(VmFlag.VM_WIPEONFORK));
    }

    private static boolean isEmpty(Pmd table, long addr) {
        for (long a = addr & PMD_MASK; a < (addr & PMD_MASK) + PMD_SIZE; a += PAGE_SIZE) {
            if (!Pgtable.pte_offset(table, a).isNone()) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasPinned(MmStruct mm, Pmd table, long addr) {
        for (long a = addr & PMD_MASK; mm.hasPinned() && a < (addr & PMD_MASK) + PMD_SIZE; a += PAGE_SIZE) {
            Pte pte = Pgtable.pte_offset(table, a).get();
            Page page = pte.isPresent() ? Mm.vm_normal_page(mm.find_vma(a), a, pte) : null;
            if (page != null && Mm.page_maybe_dma_pinned(page)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        Page spare = null;
        while (true) {
            Page table = lockShared(pmd);
            if (table != null && pmd_put_if_last(vma, pmd, addr)) {
                table.lock().unlock();
                table = null;
            }
            if (table != null && spare != null) {
                replace(vma, pmd, addr, table, spare);
                table.lock().unlock();
                return 0;
            }
            if (table == null) {
                if (spare != null) {
                    Pgalloc.pte_free(vma.mm(), spare);
                }
                return pmd.get().isTable() ? 1 : 0;
            }
            table.lock().unlock();
            spare = Pgalloc.pte_alloc_one(vma.mm());
            if (spare == null) {
                return -Errno.ENOMEM;
            }
        }
    }

    private boolean pmd_put_if_last(Vma vma, PmdPtr pmd, long addr) {
        return cow_pte_count(pmd) == 1 && pmd_put_pte(vma, pmd, addr, true) == 1;
    }

    private void replace(Vma vma, PmdPtr pmd, long addr, Page table, Page spare) {
        long start = addr & PMD_MASK;
        PmdPtr old = PmdPtr.copyOf(pmd.get());
        Cow.copy_pte_table(vma.mm(), table, spare, start);
        boolean owner = cow_pte_owner_is_same(pmd, pmd);
        if (!owner) {
            charge(vma, old, addr, true);
        }
        pmd.getAndSet(Pmd.ofTable(spare));
        Tlbflush.flush_tlb_range(vma.mm(), start, start + PMD_SIZE);
        if (owner) {
            set_cow_pte_owner(old, null);
        }
        pmd_put_pte(vma, old, addr, false);
    }

    @Override
    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        Page table = lockShared(pmd);
        if (table == null) {
            return pmd.get().isTable() ? 1 : 0;
        }
        boolean reused = pmd_put_if_last(vma, pmd, addr);
        if (!reused) {
            letGo(vma, pmd, addr);
        }
        table.lock().unlock();
        return reused ? 1 : 0;
    }

    private void letGo(Vma vma, PmdPtr pmd, long addr) {
        long start = addr & PMD_MASK;
        PmdPtr old = PmdPtr.copyOf(pmd.get());
        if (cow_pte_owner_is_same(pmd, pmd)) {
            set_cow_pte_owner(pmd, null);
            charge(vma, pmd, addr, false);
        }
        Pgtable.pmd_clear(pmd);
        Tlbflush.flush_tlb_range(vma.mm(), start, start + PMD_SIZE);
        pmd_put_pte(vma, old, addr, false);
    }

    @Override
    public int handle_cow_pte(Vma vma, PmdPtr pmd, long addr, boolean alloc) {
        PmdPtr slot = pmd == null ? Pgtable.pmd_offset(vma.mm(), addr) : pmd;
        if (slot == null || !slot.get().isTable()) {
            return 0;
        }
        return alloc ? break_cow_pte(vma, slot, addr) : zap_cow_pte(vma, slot, addr);
    }

    /** Locks the table of a slot; null if it names no read-only table (any more). */
    private static Page lockShared(PmdPtr pmd) {
        pmd.platform().rcu().rcu_read_lock();
        Page locked = null;
        Pmd seen = pmd.get();
        while (locked == null && seen.isTable() && !seen.isWrite()) {
            seen.page().lock().lock();
            Pmd again = pmd.get();
            if (again.isTable() && !again.isWrite() && again.page().equals(seen.page())) {
                locked = seen.page();
            } else {
                seen.page().lock().unlock();
            }
            seen = again;
        }
        pmd.platform().rcu().rcu_read_unlock();
        return locked;
    }

    private void charge(Vma vma, PmdPtr pmd, long addr, boolean inc) {
        long start = addr & PMD_MASK;
        cow_pte_rss(vma.mm(), vma, pmd, start, start + PMD_SIZE, inc);
        if (inc) {
            Mm.mm_inc_nr_ptes(vma.mm());
        } else {
            Mm.mm_dec_nr_ptes(vma.mm());
        }
    }
}
