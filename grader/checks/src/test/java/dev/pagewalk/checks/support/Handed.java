package dev.pagewalk.checks.support;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.grader.api.Submission;
import dev.pagewalk.solutions.k1_refcount.RefcountKata;
import dev.pagewalk.solutions.k2_fork.ForkKata;
import dev.pagewalk.solutions.k3_break.BreakKata;
import java.util.Map;
import java.util.function.Supplier;

/** A submission whose classes for some katas are what a test says, and a reference for every other. */
public record Handed(Map<Class<?>, Object> katas) implements Submission {
    private static final Map<Class<?>, Supplier<?>> REFERENCES = Map.of(
            CowPteRefcount.class, RefcountKata::new, CopyPmdRange.class, ForkKata::new, BreakCowPte.class, BreakKata::new);

    /** References alone. */
    public static Handed in() {
        return new Handed(Map.of());
    }

    @Override
    public <T> T create(Class<T> wanted) {
        return katas.containsKey(wanted) ? wanted.cast(katas.get(wanted)) : reference(wanted);
    }

    @Override
    public <T> T reference(Class<T> wanted) {
        return wanted.cast(REFERENCES.get(wanted).get());
    }

    @Override
    public boolean holds(Class<?> wanted) {
        return katas.containsKey(wanted);
    }

    @Override
    public String source(Class<?> wanted) {
        return "";
    }

    @Override
    public long seed() {
        return 42;
    }
}
