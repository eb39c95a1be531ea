package dev.pagewalk.checks.k4_pteref;

import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 4, as it is graded. */
public final class PteRefRubric {
    public static final Kata KATA = new Kata(
            "k4",
            "pte_ref",
            "dev.pagewalk.katas.k4_pteref.PteRefKata",
            PteRef.class,
            "dev.pagewalk.solutions.k4_pteref.PteRefKata",
            List.of(
                    InitCheck.class,
                    VisitCheck.class,
                    PteRefStoryCheck.class,
                    PteRefRace.class,
                    PteRefPerf.class,
                    PteRefDesignCheck.class));

    private PteRefRubric() {}
}
