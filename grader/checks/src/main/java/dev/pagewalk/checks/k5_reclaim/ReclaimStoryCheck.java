package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.checks.support.Histories;
import dev.pagewalk.checks.support.Together;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Whole lives of address spaces whose empty tables go. */
class ReclaimStoryCheck {
    private static final int HISTORIES = 12;

    @Check(task = "5.3", points = 2, kind = INVARIANT, guards = "I19", rule = "whatever a program does, it cannot tell that its empty tables are freed, and nothing is left at the end",
            requires = {"an_empty_table_goes", "a_table_with_entries_stays"}, read = "handout 5, \"What the hidden checks look for\"")
    void no_program_can_tell(Submission submission) {
        Histories.expectSound(submission, FreeUserPte.class, HISTORIES);
    }

    @Check(task = "5.3", points = 1, kind = INVARIANT, rule = "katas 4 and 5 of one author are as sound together as each of them is among references",
            requires = "no_program_can_tell", read = "handout 5, \"What the hidden checks look for\"")
    void your_own_katas_are_sound_together(Submission submission) {
        Together.expectSound(submission, FreeUserPte.class);
    }
}
