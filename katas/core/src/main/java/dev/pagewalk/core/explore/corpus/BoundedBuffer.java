package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Until;
import java.util.List;

/**
 * A ring of two slots between producers and a consumer.
 *
 * <pre>
 *   head (next to be read) ──▶ [ 11 ][ 12 ] ◀── tail (next to be written);  tail - head = how many are in it
 * </pre>
 */
final class BoundedBuffer {
    private static final int SLOTS = 2;
    private static final int ITEMS = 3;

    private enum How { RELEASE, RELAXED, INDEX_FIRST, NO_SPACE_CHECK }

    private final Variable[] slots;
    private final Variable head;
    private final Variable tail;
    private final Variable lock;
    private final long[] got = new long[ITEMS];

    private BoundedBuffer(Hook hook) {
        slots = Variable.array(hook, "slot", SLOTS);
        head = new Variable(hook, "head", 0);
        tail = new Variable(hook, "tail", 0);
        lock = new Variable(hook, "lock", 0);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.right(MemoryModel.SC, ring("Ring: publish after write", How.RELAXED)),
                Sample.wrong(MemoryModel.SC, ring("Ring: index before slot", How.INDEX_FIRST)),
                Sample.wrong(MemoryModel.SC, ring("Ring: no space check", How.NO_SPACE_CHECK)),
                Sample.right(MemoryModel.TSO, ring("Ring: publish after write", How.RELAXED)),
                Sample.wrong(MemoryModel.WEAK, ring("Ring: no release", How.RELAXED)),
                Sample.right(MemoryModel.WEAK, ring("Ring: release", How.RELEASE)),
                Sample.right(MemoryModel.SC, producers("Two producers: locked", true)),
                Sample.wrong(MemoryModel.SC, producers("Two producers: no lock", false)));
    }

    private static Scenario<BoundedBuffer> ring(String name, How how) {
        return Scenario.named(name)
                .setUp(BoundedBuffer::new)
                .cpu("CPU 0: produce 11, 12, 13", ring -> ring.produce(how))
                .cpu("CPU 1: consume three", BoundedBuffer::consume)
                .atEnd(BoundedBuffer::check);
    }

    private void produce(How how) {
        for (int item = 0; item < ITEMS; item++) {
            if (how != How.NO_SPACE_CHECK) {
                head.await(Until.AT_LEAST, item + 1L - SLOTS);
            }
            if (how == How.INDEX_FIRST) {
                tail.store(item + 1L);
            }
            slots[item % SLOTS].store(11 + item);
            if (how == How.RELEASE) {
                tail.storeRelease(item + 1L);
            } else {
                tail.store(item + 1L);
            }
        }
    }

    private void consume() {
        for (int item = 0; item < ITEMS; item++) {
            tail.await(Until.AT_LEAST, item + 1L);
            got[item] = slots[item % SLOTS].load();
            head.storeRelease(item + 1L);
        }
    }

    private void check() {
        for (int item = 0; item < ITEMS; item++) {
            Sample.check(got[item] == 11 + item, "expected item " + (11 + item) + " but was " + got[item]);
        }
    }

    private static Scenario<BoundedBuffer> producers(String name, boolean locked) {
        return Scenario.named(name)
                .setUp(BoundedBuffer::new)
                .cpu("CPU 0: produce 11", ring -> ring.append(0, locked, 11))
                .cpu("CPU 1: produce 12", ring -> ring.append(1, locked, 12))
                .atEnd(ring -> Sample.check(ring.slots[0].load() + ring.slots[1].load() == 23, "an item was overwritten"));
    }

    private void append(int cpu, boolean locked, long item) {
        if (locked) {
            lock.lock(cpu);
        }
        long at = tail.load();
        slots[(int) at % SLOTS].store(item);
        tail.store(at + 1);
        if (locked) {
            lock.unlock();
        }
    }
}
