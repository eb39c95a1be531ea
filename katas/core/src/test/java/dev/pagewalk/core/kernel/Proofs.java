package dev.pagewalk.core.kernel;

import dev.pagewalk.core.contract.MmOps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
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
                play(ops, history(i, 24), 1 + i % 4, 0);
            }
        }
        for (int i = 0; i < SWEPT; i++) {
            for (MmOps ops : CONFIGURATIONS) {
                List<Operation> history = history(-1 - i, 12);
                for (int n = 1; play(ops, history, 2, n); n++) {}
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

    static List<Operation> history(int number, int length) {
        Random random = new Random(SEED + number);
        return Operation.history(random, length + random.nextInt(length));
    }

    /**
     * Plays a history to its end.
     *
     * @param failing which allocation fails, 0 = none
     * @return whether it came to the allocation that was to fail
     */
    static boolean play(MmOps ops, List<Operation> operations, int cpus, int failing) {
        Machine machine = Machine.boot(MachineConfig.standard().withCpus(cpus).withBytes(16 << 20).withOps(ops));
        History history = new History(machine, ops.isCowPte(), failing > 0);
        machine.platform().failures().failAt(failing);
        operations.forEach(history::step);
        boolean failed = failing > 0 && !machine.platform().failures().isArmed();
        machine.platform().failures().failAt(0);
        history.end();
        return failed;
    }

    static String name(MmOps ops) {
        return "COW_PTE " + ops.isCowPte() + ", FREE_USER_PTE " + ops.isFreeUserPte() + ", PKS_PG_TABLES " + ops.isPksPgTables();
    }
}
