package dev.pagewalk.checks.k5_reclaim;

import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 5, as it is graded. */
public final class ReclaimRubric {
    public static final Kata KATA = new Kata(
            "k5",
            "Reclaim",
            "dev.pagewalk.katas.k5_reclaim.ReclaimKata",
            FreeUserPte.class,
            "dev.pagewalk.solutions.k5_reclaim.ReclaimKata",
            List.of(
                    EndCheck.class,
                    FreeCheck.class,
                    TryCheck.class,
                    ReclaimStoryCheck.class,
                    ReclaimRace.class,
                    ReclaimPerf.class,
                    ReclaimDesignCheck.class));

    private ReclaimRubric() {}
}
