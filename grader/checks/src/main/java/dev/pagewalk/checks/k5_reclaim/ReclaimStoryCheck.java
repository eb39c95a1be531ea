package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.Histories;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Whole lives of address spaces whose empty tables go. */
class ReclaimStoryCheck {
    private static final int HISTORIES = 12;

    @Check(task = "5.3", points = 3, kind = INVARIANT, rule = "whatever a program does, it cannot tell that its empty tables are freed, and nothing is left at the end",
            requires = {"an_empty_table_goes", "a_table_with_entries_stays"}, read = "handout 5, \"What the hidden checks look for\"")
    void no_program_can_tell(Submission submission) {
        Histories.expectSound(submission, FreeUserPte.class, HISTORIES);
    }
}
