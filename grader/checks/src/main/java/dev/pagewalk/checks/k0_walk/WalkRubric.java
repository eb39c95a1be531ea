package dev.pagewalk.checks.k0_walk;

import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 0, as it is graded. */
public final class WalkRubric {
    public static final Kata KATA = new Kata(
            "k0",
            "Walk",
            "dev.pagewalk.katas.k0_walk.WalkKata",
            PageWalk.class,
            "dev.pagewalk.solutions.k0_walk.WalkKata",
            List.of(WalkCheck.class, WalkDesignCheck.class));

    private WalkRubric() {}
}
