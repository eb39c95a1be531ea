package dev.pagewalk.checks.support;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;
import dev.pagewalk.solutions.k2_fork.ForkKata;
import dev.pagewalk.solutions.k3_break.BreakKata;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What takes two katas to go wrong is told; what one does wrong alone is told elsewhere. */
class TogetherTest {

    /** Right, and recognisable. */
    private static final class OwnFork implements CopyPmdRange {
        @Override
        public int copy_pmd_range(Vma dst_vma, Vma src_vma, PmdPtr dst_pmd, PmdPtr src_pmd, long addr, long end) {
            return new ForkKata().copy_pmd_range(dst_vma, src_vma, dst_pmd, src_pmd, addr, end);
        }
    }

    /** Leaves the counting to a fork of the same author. */
    private static final class CountsForStrangers extends WrappedRefcount {
        @Override
        public int pmd_get_pte(PmdPtr pmd) {
            return MmOps.of(pmd).copyPmdRange() instanceof OwnFork ? 2 : super.pmd_get_pte(pmd);
        }
    }

    /** Never counts. */
    private static final class CountsNothing extends WrappedRefcount {
        @Override
        public int pmd_get_pte(PmdPtr pmd) {
            return 2;
        }
    }

    @Test
    void right_katas_are_sound_together() {
        Submission submission = new Handed(Map.of(CopyPmdRange.class, new OwnFork(), BreakCowPte.class, new BreakKata()));

        assertDoesNotThrow(() -> Together.expectSound(submission, BreakCowPte.class));
    }

    @Test
    void what_one_kata_does_wrong_alone_is_not_told_again() {
        Submission submission = new Handed(Map.of(CowPteRefcount.class, new CountsNothing(), BreakCowPte.class, new BreakKata()));

        assertDoesNotThrow(() -> Together.expectSound(submission, BreakCowPte.class));
    }

    @Test
    void what_takes_two_of_them_to_go_wrong_is_told() {
        Submission submission = new Handed(Map.of(CowPteRefcount.class, new CountsForStrangers(), CopyPmdRange.class, new OwnFork()));

        CheckFailure failure = assertThrows(CheckFailure.class, () -> Together.expectSound(submission, BreakCowPte.class));

        assertTrue(failure.invariant().matches("I(1|3|7) .*"), failure.invariant());
        assertTrue(failure.history().startsWith("COW_PTE with all of your katas"), failure.history());
    }
}
