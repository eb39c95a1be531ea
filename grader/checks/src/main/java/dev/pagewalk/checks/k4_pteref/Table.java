package dev.pagewalk.checks.k4_pteref;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.grader.api.Submission;

/** A table whose references the submission counts, and which the reference frees. */
final class Table {
    private Table() {}

    static ReclaimScene of(Submission submission) {
        return ReclaimScene.of(submission.create(PteRef.class), submission.reference(FreeUserPte.class));
    }

    static ReclaimScene with(Hook hook, Submission submission) {
        return ReclaimScene.with(hook, submission.create(PteRef.class), submission.reference(FreeUserPte.class));
    }
}
