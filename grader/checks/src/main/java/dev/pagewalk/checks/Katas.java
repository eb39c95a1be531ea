package dev.pagewalk.checks;

import dev.pagewalk.checks.k0_walk.WalkRubric;
import dev.pagewalk.checks.k1_refcount.RefcountRubric;
import dev.pagewalk.checks.k2_fork.ForkRubric;
import dev.pagewalk.checks.k3_break.BreakRubric;
import dev.pagewalk.checks.k4_pteref.PteRefRubric;
import dev.pagewalk.checks.k5_reclaim.ReclaimRubric;
import dev.pagewalk.checks.k6_cache.CacheRubric;
import dev.pagewalk.checks.trivial.TrivialRubric;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** The katas that are graded, in the order of the curriculum. */
public final class Katas {
    private static final List<Kata> ALL = List.of(
            WalkRubric.KATA, RefcountRubric.KATA, ForkRubric.KATA, BreakRubric.KATA, PteRefRubric.KATA, ReclaimRubric.KATA, CacheRubric.KATA);

    private Katas() {}

    public static List<Kata> all() {
        return ALL;
    }

    /** Kata 1 with checks that take no time, for who wants to know what all the rest takes. */
    public static Kata trivial() {
        return TrivialRubric.KATA;
    }
}
