package dev.pagewalk.checks.trivial;

import dev.pagewalk.checks.k1_refcount.RefcountRubric;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** Kata 1, graded by checks that take no time. */
public final class TrivialRubric {
    private static final Kata TRUE = RefcountRubric.KATA;

    public static final Kata KATA = new Kata(
            TRUE.id(), "Trivial", TRUE.className(), TRUE.contract(), TRUE.referenceClassName(), List.of(TrivialCheck.class));

    private TrivialRubric() {}
}
