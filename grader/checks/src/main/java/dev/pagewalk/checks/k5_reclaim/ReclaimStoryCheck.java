package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.grader.api.Kind.INVARIANT;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.history.Finding;
import dev.pagewalk.core.history.History;
import dev.pagewalk.core.history.Trial;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;

/** Whole lives of address spaces whose empty tables go. */
class ReclaimStoryCheck {
    private static final int HISTORIES = 12;
    private static final int LENGTH = 20;

    @Check(task = "5.2", points = 5, kind = INVARIANT, rule = "whatever a program does, it cannot tell that its empty tables are freed, and nothing is left at the end",
            requires = {"an_empty_table_goes", "a_table_with_entries_stays"}, read = "handout 5, \"What the hidden checks look for\"")
    void no_program_can_tell(Submission submission) {
        for (int i = 0; i < HISTORIES; i++) {
            int cpus = 1 + i % 4;
            Trial.on(() -> Trial.small().withCpus(cpus).withOps(ops(submission))).examine(History.random(submission.seed() + i, LENGTH)).ifPresent(ReclaimStoryCheck::fail);
        }
    }

    private static MmOps ops(Submission submission) {
        return MmOps.plain().with(submission.reference(PteRef.class)).with(submission.create(FreeUserPte.class));
    }

    private static void fail(Finding finding) {
        throw new CheckFailure(finding.rule(), finding.expected(), finding.actual(), String.join("\n", finding.lines()), "");
    }
}
