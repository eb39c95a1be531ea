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

/** A submission whose class for one kata is what a test says, and a reference for every other. */
public record Handed(Class<?> contract, Supplier<?> kata) implements Submission {
    private static final Map<Class<?>, Supplier<?>> REFERENCES = Map.of(
            CowPteRefcount.class, RefcountKata::new, CopyPmdRange.class, ForkKata::new, BreakCowPte.class, BreakKata::new);

    /** References alone. */
    public static Handed in() {
        return new Handed(Void.class, () -> null);
    }

    @Override
    public <T> T create(Class<T> wanted) {
        return wanted == contract ? wanted.cast(kata.get()) : reference(wanted);
    }

    @Override
    public <T> T reference(Class<T> wanted) {
        return wanted.cast(REFERENCES.get(wanted).get());
    }

    @Override
    public boolean holds(Class<?> wanted) {
        return wanted == contract;
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
