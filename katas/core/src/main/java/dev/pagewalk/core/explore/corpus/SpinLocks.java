package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Until;
import java.util.List;

/** Locks of one word, and what becomes of them without the atomic or the release. */
final class SpinLocks extends CriticalSection {
    private enum How { UPDATE, TEST_THEN_SET, PLAIN_UNLOCK }

    private final Variable lock;
    private final How how;

    private SpinLocks(Hook hook, How how) {
        super(hook);
        lock = new Variable(hook, "lock", 0);
        this.how = how;
    }

    static List<Sample> samples() {
        return List.of(
                right(MemoryModel.SC, "Spinlock: locked update", 3, hook -> new SpinLocks(hook, How.UPDATE)),
                wrong(MemoryModel.SC, "Spinlock: test, then set", 2, hook -> new SpinLocks(hook, How.TEST_THEN_SET)),
                right(MemoryModel.TSO, "Spinlock: plain unlock", 2, hook -> new SpinLocks(hook, How.PLAIN_UNLOCK)),
                wrong(MemoryModel.WEAK, "Spinlock: plain unlock", 2, hook -> new SpinLocks(hook, How.PLAIN_UNLOCK)),
                right(MemoryModel.WEAK, "Spinlock: store-release", 2, hook -> new SpinLocks(hook, How.UPDATE)),
                Sample.wrong(MemoryModel.SC, twoLocks("Two locks: opposite order", 0, 1, 1, 0)),
                Sample.right(MemoryModel.SC, twoLocks("Two locks: same order", 0, 1, 0, 1)),
                Sample.wrong(MemoryModel.SC, twoLocks("Two locks: one taken twice", 0, 1, 1, 1)));
    }

    @Override
    void attempt(int cpu) {
        if (how == How.TEST_THEN_SET) {
            lock.await(Until.EQUALS, 0);
            lock.store(cpu + 1);
        } else {
            lock.lock(cpu);
        }
        inside(cpu);
        if (how == How.PLAIN_UNLOCK) {
            lock.store(0);
        } else {
            lock.unlock();
        }
    }

    private static Scenario<Variable[]> twoLocks(String name, int first, int second, int third, int fourth) {
        return Scenario.named(name)
                .setUp(hook -> Variable.array(hook, "lock", 2))
                .cpu("CPU 0: lock " + first + ", then " + second, locks -> nest(locks[first], locks[second], 0))
                .cpu("CPU 1: lock " + third + ", then " + fourth, locks -> nest(locks[third], locks[fourth], 1));
    }

    private static void nest(Variable outer, Variable inner, int cpu) {
        outer.lock(cpu);
        inner.lock(cpu);
        inner.unlock();
        outer.unlock();
    }
}
