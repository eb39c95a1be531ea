package dev.pagewalk.checks.k3_break;

import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.kernel.Fork;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** A neighbour for kata 3 that shares nothing: these checks put sharers together themselves, so that kata 2 has no part in them. */
final class EagerFork implements CopyPmdRange {

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        PmdPtr to = dst_pmd;
        PmdPtr from = src_pmd;
        int error = 0;
        long next;
        for (long at = addr; at < end && error == 0; at = next) {
            next = Pgtable.pmd_addr_end(at, end);
            if (from.get().isTable()) {
                error = Fork.copy_pte_range(dst_vma, src_vma, to, from, at, next);
            }
            to = to.next();
            from = from.next();
        }
        return error;
    }
}
