package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.history.Finding;
import dev.pagewalk.core.history.History;
import dev.pagewalk.core.history.Trial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every removal has to break: random histories in every configuration, and failing allocations. */
final class Proofs {
    static final List<MmOps> CONFIGURATIONS = List.of(
            MmOps.plain(),
            MmOps.plain().with(new CowKatas()),
            MmOps.plain().with(new ReclaimKatas()),
            MmOps.plain().with(new CacheKata()),
            MmOps.plain().with(new CowKatas()).with(new CacheKata()),
            MmOps.plain().with(new ReclaimKatas()).with(new CacheKata()));

    private static final long SEED = Long.getLong("pagewalk.seed", 20220519);
    private static final int ROUNDS = 200;
    private static final int SWEPT = 4;

    private Proofs() {}

    /** Throws if anything is wrong. */
    static void run() throws Throwable {
        directed(SystemCallsTest.class);
        directed(DirectMapTest.class);
        directed(CowTest.class);
        for (int i = 0; i < ROUNDS; i++) {
            for (MmOps ops : CONFIGURATIONS) {
                expectNone(name(ops), trial(ops, 1 + i % 4).withBudget(0).examine(history(i, 24)));
            }
        }
        for (int i = 0; i < SWEPT; i++) {
            for (MmOps ops : CONFIGURATIONS) {
                expectNone(name(ops), trial(ops, 2).withBudget(0).sweep(history(-1 - i, 12)));
            }
        }
    }

    /** The tests of a class, without a framework. */
    private static void directed(Class<?> tests) throws Throwable {
        for (Method test : tests.getDeclaredMethods()) {
            if (test.isAnnotationPresent(Test.class)) {
                var constructor = tests.getDeclaredConstructor();
                constructor.setAccessible(true);
                Object instance = constructor.newInstance();
                invoke(test, instance);
                for (Method after : tests.getDeclaredMethods()) {
                    if (after.isAnnotationPresent(AfterEach.class)) {
                        invoke(after, instance);
                    }
                }
            }
        }
    }

    private static void invoke(Method method, Object instance) throws Throwable {
        method.setAccessible(true);
        try {
            method.invoke(instance);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    static History history(int number, int length) {
        return History.random(SEED + number, length);
    }

    /** How a history is played with these katas. */
    static Trial trial(MmOps ops, int cpus) {
        return Trial.on(() -> Trial.small().withCpus(cpus).withOps(ops));
    }

    /** Nothing was found, or it is thrown. */
    static void expectNone(String name, Optional<Finding> found) {
        found.ifPresent(finding -> {
            throw new AssertionError(name + "\n" + finding.text(), finding.cause());
        });
    }

    static String name(MmOps ops) {
        return "COW_PTE " + ops.isCowPte() + ", FREE_USER_PTE " + ops.isFreeUserPte() + ", PKS_PG_TABLES " + ops.isPksPgTables();
    }
}
