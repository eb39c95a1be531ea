package dev.pagewalk.katas.k3_break;

import static dev.pagewalk.core.contract.NotWrittenYet.todo;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;

/** Kata 3: writers break away from a shared table, unmappers let go of it. What each method must do stands in {@link BreakCowPte}. */
public final class BreakKata implements BreakCowPte {

    @Override
    public int break_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        throw todo("3.1 break_cow_pte");
    }

    @Override
    public int zap_cow_pte(Vma vma, PmdPtr pmd, long addr) {
        throw todo("3.2 zap_cow_pte");
    }

    @Override
    public int handle_cow_pte(Vma vma, @Nullable PmdPtr pmd, long addr, boolean alloc) {
        throw todo("3.3 handle_cow_pte");
    }
}
