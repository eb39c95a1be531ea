package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_MASK;
import static dev.pagewalk.core.mm.PgtableTypes.PMD_SIZE;

import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.kernel.Fork;
import dev.pagewalk.core.mm.Mm;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.VmFlag;
import dev.pagewalk.core.mm.Vma;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Modern Java: a record for a slot of both, streams of them. */
public final class ForkKata implements CopyPmdRange {

    /** One PMD slot of both address spaces, and the part of the VMA that lies in it. */
    private record Part(Vma to, Vma from, PmdPtr dst, PmdPtr src, long addr, long end) {
        Part next(long last) {
            return new Part(to, from, dst.next(), src.next(), end, Pgtable.pmd_addr_end(end, last));
        }

        MmStruct mm() {
            return from.mm();
        }

        long start() {
            return addr & PMD_MASK;
        }

        Stream<Vma> vmas() {
            return mm().vmasIn(start(), start() + PMD_SIZE).stream();
        }

        LongStream addresses() {
            return LongStream.iterate(start(), a -> a < start() + PMD_SIZE, a -> a + PAGE_SIZE);
        }

        int copy() {
            if (src.get().isLeaf()) {
                return Fork.copy_huge_pmd(to, from, dst, src, addr, end);
            }
            if (!src.get().isTable() || src.get().withoutWrite().equals(dst.get().withoutWrite()) || isDone()) {
                return 0;
            }
            return isShareable() && share() ? 0 : Fork.copy_pte_range(to, from, dst, src, addr, end);
        }

        private boolean isDone() {
            return dst.get().isTable() && dst.get().page().pfn() == src.get().page().pfn();
        }

        private boolean isShareable() {
            return mm().test_bit(MmFlag.MMF_COW_PGTABLE)
                    && dst.get().isNone()
                    && vmas().noneMatch(vma -> vma.has(VmFlag.VM_DONTCOPY) || vma.has(VmFlag.VM_WIPEONFORK));
        }

        private boolean isPinned() {
            return mm().hasPinned()
                    && vmas().anyMatch(vma -> addresses()
                            .filter(vma::contains)
                            .mapToObj(a -> Mm.vm_normal_page(vma, a, Pgtable.pte_offset(src.get(), a).get()))
                            .filter(Objects::nonNull)
                            .anyMatch(Mm::page_maybe_dma_pinned));
        }

        private boolean share() {
            Page table = src.get().page();
            table.lock().lock();
            try {
                if (addresses().allMatch(a -> Pgtable.pte_offset(src.get(), a).isNone())) {
                    return true;
                }
                if (isPinned()) {
                    return false;
                }
                CowPteRefcount refcount = MmOps.of(mm()).refcount();
                boolean orphan = !src.get().isWrite() && table.owner() == 0;
                src.wrprotect();
                dst.set(src.get());
                refcount.pmd_get_pte(dst);
                if (orphan) {
                    refcount.cow_pte_rss(mm(), from, src, start(), start() + PMD_SIZE, true);
                    Mm.mm_inc_nr_ptes(mm());
                }
                if (table.owner() == 0) {
                    table.setOwner(src.address());
                }
                return true;
            } finally {
                table.lock().unlock();
            }
        }
    }

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        Part first = new Part(dst_vma, src_vma, dst_pmd, src_pmd, addr, Pgtable.pmd_addr_end(addr, end));
        return Stream.iterate(first, part -> part.addr() < end, part -> part.next(end))
                .mapToInt(Part::copy)
                .filter(error -> error != 0)
                .findFirst()
                .orElse(0);
    }
}
