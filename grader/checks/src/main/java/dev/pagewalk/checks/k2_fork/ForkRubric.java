package dev.pagewalk.checks.k2_fork;

import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 2, as it is graded. */
public final class ForkRubric {
    public static final Kata KATA = new Kata(
            "k2",
            "Fork",
            "dev.pagewalk.katas.k2_fork.ForkKata",
            CopyPmdRange.class,
            "dev.pagewalk.solutions.k2_fork.ForkKata",
            List.of(
                    PlainForkCheck.class,
                    SharingCheck.class,
                    OrphanCheck.class,
                    UnsharedCheck.class,
                    FailedForkCheck.class,
                    ForkStoryCheck.class,
                    ForkRace.class,
                    ForkPerf.class,
                    ForkDesignCheck.class));

    private ForkRubric() {}
}
