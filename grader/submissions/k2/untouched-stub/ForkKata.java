package dev.pagewalk.katas.k2_fork;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** Kata 2: fork shares PTE tables instead of copying them. What the method must do stands in {@link CopyPmdRange}. */
public final class ForkKata implements CopyPmdRange {

    @Override
    public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
        // 2.1 slot by slot: nothing there, a huge page, or a table whose entries are copied
        // 2.2 with MMF_COW_PGTABLE the table itself is shared: read-only for both, counted, owned
        // 2.3 a table that nobody owns: the source takes it, and pays if it has not
        // 2.4 tables that are not shared, and tables that more than one VMA uses
        throw todo("2.1 copy_pmd_range");
    }
}
