package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;
import static dev.pagewalk.core.kernel.Fork.copy_huge_pmd;
import static dev.pagewalk.core.kernel.Fork.copy_pte_range;
import static dev.pagewalk.core.mm.Pgtable.pmd_addr_end;

import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.mm.MmFlag;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

public final class ForkKata implements CopyPmdRange {

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        for (long at = addr; at < end; at = pmd_addr_end(at, end)) {
            long next = pmd_addr_end(at, end);
            int error = 0;
            if (src_pmd.get().isLeaf()) {
                error = copy_huge_pmd(dst_vma, src_vma, dst_pmd, src_pmd, at, next);
            } else if (src_pmd.get().isTable()) {
                if (src_vma.mm().test_bit(MmFlag.MMF_COW_PGTABLE)) {
                    throw todo("2.2 share the table");
                }
                error = copy_pte_range(dst_vma, src_vma, dst_pmd, src_pmd, at, next);
            }
            if (error != 0) {
                return error;
            }
            dst_pmd = dst_pmd.next();
            src_pmd = src_pmd.next();
        }
        return 0;
    }
}
