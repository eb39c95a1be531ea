package dev.pagewalk.checks.k5_reclaim;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.grader.api.Submission;

/** A table that the submission frees, and whose references the reference counts. */
final class Table {
    private Table() {}

    static ReclaimScene of(Submission submission) {
        return ReclaimScene.of(submission.reference(PteRef.class), submission.create(FreeUserPte.class));
    }

    static ReclaimScene at(long base, Submission submission) {
        return ReclaimScene.at(base, submission.reference(PteRef.class), submission.create(FreeUserPte.class));
    }

    static ReclaimScene with(Hook hook, Submission submission) {
        return ReclaimScene.with(hook, submission.reference(PteRef.class), submission.create(FreeUserPte.class));
    }

    /** Calls free_user_pte for the table's slot. */
    static void free(ReclaimScene scene) {
        scene.reclaim().free_user_pte(scene.mm(), scene.slot(), scene.base());
        scene.story().tell("free_user_pte");
    }

    /** Calls try_to_free_user_pte for an address of the table. */
    static void tryToFree(ReclaimScene scene, long addr, boolean switchBack) {
        scene.reclaim().try_to_free_user_pte(scene.mm(), scene.slot(), addr, switchBack);
        scene.story().tell("try_to_free_user_pte at 0x" + Long.toHexString(addr) + ", switch_back = " + switchBack);
    }

    static void expectGone(ReclaimScene scene) {
        scene.story().expect("slot none?", true, scene.slot().get().isNone());
        scene.story().expect("nr_ptes", 0L, scene.mm().nrPtes());
    }

    static void expectThere(ReclaimScene scene) {
        scene.story().expect("slot none?", false, scene.slot().get().isNone());
        scene.story().expect("nr_ptes", 1L, scene.mm().nrPtes());
    }
}
