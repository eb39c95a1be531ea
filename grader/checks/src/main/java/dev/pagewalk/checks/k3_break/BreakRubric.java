package dev.pagewalk.checks.k3_break;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 3, as it is graded. */
public final class BreakRubric {
    public static final Kata KATA = new Kata(
            "k3",
            "Break, zap, handle",
            "dev.pagewalk.katas.k3_break.BreakKata",
            BreakCowPte.class,
            "dev.pagewalk.solutions.k3_break.BreakKata",
            List.of(
                    BreakCheck.class,
                    ZapCheck.class,
                    HandleCheck.class,
                    CallersCheck.class,
                    BreakStoryCheck.class,
                    BreakRace.class,
                    BreakPerf.class,
                    BreakDesignCheck.class));

    private BreakRubric() {}
}
