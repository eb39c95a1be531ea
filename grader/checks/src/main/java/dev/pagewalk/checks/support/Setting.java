package dev.pagewalk.checks.support;

import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.contract.FreeUserPte;
import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.core.contract.TableCache;
import dev.pagewalk.core.history.Trial;
import dev.pagewalk.grader.api.Retelling;
import dev.pagewalk.grader.api.Submission;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration of the machine with somebody's katas in it.
 *
 * @param name for example {@code COW_PTE}
 * @param ops gives its katas, new ones for each machine
 */
public record Setting(String name, Supplier<MmOps> ops) {
    private static final List<Class<?>> COW = List.of(CowPteRefcount.class, CopyPmdRange.class, BreakCowPte.class);
    private static final List<Class<?>> RECLAIM = List.of(PteRef.class, FreeUserPte.class);
    private static final List<Class<?>> CACHE = List.of(TableCache.class);

    /** Where a kata is graded: its own configuration, the submission's class for it and references around it. */
    public static List<Setting> of(Submission submission, Class<?> contract) {
        return around(submission, Set.of(contract), contract);
    }

    /** The same configurations, with all the katas in them that the submission holds. */
    static List<Setting> together(Submission submission, Class<?> contract) {
        return around(submission, held(submission), contract);
    }

    /** The katas of any configuration that the submission holds. */
    static Set<Class<?>> held(Submission submission) {
        return Stream.of(COW, RECLAIM, CACHE).flatMap(List::stream).filter(submission::holds).collect(Collectors.toSet());
    }

    /** The configurations of one kata, with another one by the submission. */
    static List<Setting> alone(Submission submission, Class<?> own, Class<?> contract) {
        return around(submission, Set.of(own), contract);
    }

    /** A kata's own configuration with references alone. */
    static Setting references(Submission submission, Class<?> contract) {
        return around(submission, Set.of(), contract).get(0);
    }

    /** The configurations that a kata occurs in, with some katas by the submission and the others by reference. */
    private static List<Setting> around(Submission submission, Set<Class<?>> own, Class<?> contract) {
        if (COW.contains(contract)) {
            return List.of(setting("COW_PTE", submission, own, COW));
        }
        if (RECLAIM.contains(contract)) {
            return List.of(setting("FREE_USER_PTE", submission, own, RECLAIM));
        }
        if (CACHE.contains(contract)) {
            return List.of(
                    setting("PKS_PG_TABLES", submission, own, CACHE),
                    setting("COW_PTE with PKS_PG_TABLES", submission, own, COW, CACHE),
                    setting("FREE_USER_PTE with PKS_PG_TABLES", submission, own, RECLAIM, CACHE));
        }
        throw new IllegalArgumentException("no configuration takes " + contract.getSimpleName());
    }

    @SafeVarargs
    private static Setting setting(String name, Submission submission, Set<Class<?>> own, List<Class<?>>... parts) {
        return new Setting(name, () -> {
            MmOps ops = MmOps.plain();
            for (List<Class<?>> part : parts) {
                for (Class<?> each : part) {
                    ops = ops.with(own.contains(each) ? submission.create(each) : submission.reference(each));
                }
            }
            return ops;
        });
    }

    /** How histories are played here, on a small machine. */
    Trial trial(int cpus) {
        Trial trial = Trial.on(() -> Trial.small().withCpus(cpus).withOps(ops.get()));
        return Retelling.isOn() ? trial.withFilm() : trial;
    }
}
