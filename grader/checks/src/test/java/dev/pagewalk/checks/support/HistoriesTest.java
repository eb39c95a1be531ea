package dev.pagewalk.checks.support;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.NotWrittenYet;
import dev.pagewalk.core.mm.PmdPtr;
import dev.pagewalk.core.mm.Vma;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** References pass; bugs fall, with a rule and a short history. */
class HistoriesTest {

    @Test
    void references_pass_histories_sweep_exits_and_difference() {
        assertDoesNotThrow(() -> {
            Histories.expectSound(Handed.in(), CowPteRefcount.class);
            Sweep.expectNothingLost(Handed.in(), CowPteRefcount.class);
            Exits.expectNothingLeft(Handed.in(), CowPteRefcount.class);
            Differential.expectSame(Handed.in(), CowPteRefcount.class);
        });
    }

    @Test
    void a_leak_is_told_by_rule_and_by_a_short_history() {
        Submission leaks = refcount(new WrappedRefcount() {
            @Override
            public int pmd_get_pte(PmdPtr pmd) {
                super.pmd_get_pte(pmd);
                return super.pmd_get_pte(pmd);
            }
        });

        CheckFailure failure = assertThrows(CheckFailure.class, () -> Histories.expectSound(leaks, CowPteRefcount.class));

        assertTrue(failure.invariant().startsWith("I1 refcount"), failure.invariant());
        assertEquals(4, failure.history().lines().count(), failure.history());
    }

    @Test
    void a_fallback_that_nobody_pays_for_falls_at_exits_too() {
        Submission free = refcount(new WrappedRefcount() {
            @Override
            public void cow_pte_fallback(Vma vma, PmdPtr pmd, long addr) {
                set_cow_pte_owner(pmd, null);
                pmd.mkwrite();
            }
        });

        CheckFailure failure = assertThrows(CheckFailure.class, () -> Exits.expectNothingLeft(free, CowPteRefcount.class));

        assertTrue(failure.invariant().matches("I(12|13|3) .*"), failure.invariant() + failure.history());
    }

    @Test
    void an_exception_is_told_with_the_operation_that_ended_so() {
        Submission throwing = refcount(new WrappedRefcount() {
            @Override
            public int cow_pte_count(PmdPtr pmd) {
                throw new IllegalArgumentException("no table");
            }
        });

        CheckFailure failure = assertThrows(CheckFailure.class, () -> Histories.expectSound(throwing, CowPteRefcount.class));

        assertTrue(failure.actual().startsWith("IllegalArgumentException"), failure.actual());
    }

    @Test
    void what_is_not_written_yet_is_not_a_failure_of_the_machine() {
        Submission stub = refcount(new WrappedRefcount() {
            @Override
            public int pmd_get_pte(PmdPtr pmd) {
                throw NotWrittenYet.todo("1.1 pmd_get_pte");
            }
        });

        assertThrows(NotWrittenYet.class, () -> Histories.expectSound(stub, CowPteRefcount.class));
    }

    private static Submission refcount(CowPteRefcount kata) {
        return new Handed(Map.of(CowPteRefcount.class, kata));
    }
}
