package dev.pagewalk.checks.k1_refcount;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 1, as it is graded. */
public final class RefcountRubric {
    public static final Kata KATA = new Kata(
            "k1",
            "Refcount",
            "dev.pagewalk.katas.k1_refcount.RefcountKata",
            CowPteRefcount.class,
            "dev.pagewalk.solutions.k1_refcount.RefcountKata",
            List.of(
                    RefcountCheck.class,
                    AccountCheck.class,
                    RefcountStoryCheck.class,
                    RefcountRace.class,
                    RefcountDesignCheck.class));

    private RefcountRubric() {}
}
