package dev.pagewalk.checks;

import dev.pagewalk.checks.k1_refcount.AccountCheck;
import dev.pagewalk.checks.k1_refcount.RefcountCheck;
import dev.pagewalk.checks.k1_refcount.RefcountDesignCheck;
import dev.pagewalk.checks.k1_refcount.RefcountRace;
import dev.pagewalk.checks.k1_refcount.RefcountStoryCheck;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.grader.api.Kata;
import java.util.List;

/** The katas that are graded, in the order of the curriculum. */
public final class Katas {
    private static final List<Kata> ALL = List.of(new Kata(
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
                    RefcountDesignCheck.class)));

    private Katas() {}

    public static List<Kata> all() {
        return ALL;
    }
}
