package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Until;
import java.util.List;

/**
 * Read, copy, update: a writer fills a new node, publishes it, waits for the readers of the old one, and frees that.
 *
 * <pre>
 *   pointer ──▶ node 0 {old}            pointer ──▶ node 1 {new}     node 0: freed after the last reader
 * </pre>
 *
 * <p>Source: McKenney, Slingwine, "Read-copy update: using execution history to solve concurrency problems", PDCS 1998.
 */
final class Publication {
    private static final long OLD = 10;
    private static final long NEW = 20;
    private static final long FREED = -1;

    private enum How { RIGHT, RELAXED, POINTER_FIRST, NO_GRACE_PERIOD }

    private final Variable pointer;
    private final Variable[] nodes;
    private final Variable readers;
    private final boolean frees;
    private final How how;

    private Publication(Hook hook, How how, boolean frees) {
        this.how = how;
        this.frees = frees;
        pointer = new Variable(hook, "pointer", 0);
        nodes = Variable.array(hook, "node", 2);
        nodes[0].store(OLD);
        readers = new Variable(hook, "readers", 0);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.right(MemoryModel.SC, scenario("RCU: publish, wait, free", How.RIGHT, true)),
                Sample.wrong(MemoryModel.SC, scenario("RCU: pointer before contents", How.POINTER_FIRST, false)),
                Sample.wrong(MemoryModel.SC, scenario("RCU: no grace period", How.NO_GRACE_PERIOD, true)),
                Sample.right(MemoryModel.TSO, scenario("RCU: publish, wait, free", How.RIGHT, true)),
                Sample.right(MemoryModel.WEAK, scenario("RCU: rcu_assign_pointer", How.RIGHT, false)),
                Sample.wrong(MemoryModel.WEAK, scenario("RCU: plain store", How.RELAXED, false)));
    }

    private static Scenario<Publication> scenario(String name, How how, boolean frees) {
        return Scenario.named(name)
                .setUp(hook -> new Publication(hook, how, frees))
                .cpu("CPU 0: update" + (frees ? ", free the old" : ""), Publication::update)
                .cpu("CPU 1: read", Publication::read);
    }

    private void update() {
        if (how == How.POINTER_FIRST) {
            pointer.store(1);
        }
        nodes[1].store(NEW);
        if (how == How.RELAXED) {
            pointer.store(1);
        } else {
            pointer.storeRelease(1);
        }
        if (frees) {
            free();
        }
    }

    private void free() {
        if (how != How.NO_GRACE_PERIOD) {
            readers.getAndAdd(0);
            readers.await(Until.EQUALS, 0);
        }
        nodes[0].store(FREED);
    }

    private void read() {
        readers.getAndAdd(1);
        long value = nodes[(int) pointer.loadAcquire()].load();
        readers.getAndAdd(-1);
        Sample.check(value == OLD || value == NEW, "a reader saw " + value + ", which is neither the old nor the new");
    }
}
