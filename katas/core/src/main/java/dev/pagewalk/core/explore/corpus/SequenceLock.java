package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import java.util.List;

/**
 * A writer makes the sequence odd, writes both halves, makes it even again; a reader whose sequence was odd or changed
 * throws its result away.
 *
 * <p>Source: Linux, include/linux/seqlock.h, {@code write_seqcount_begin} and {@code read_seqcount_retry}, v6.1.
 */
final class SequenceLock {
    private final Hook hook;
    private final Variable sequence;
    private final Variable low;
    private final Variable high;
    private final boolean fenced;
    private final boolean looksAtOdd;

    private SequenceLock(Hook hook, boolean fenced, boolean looksAtOdd) {
        this.hook = hook;
        this.fenced = fenced;
        this.looksAtOdd = looksAtOdd;
        sequence = new Variable(hook, "sequence", 0);
        low = new Variable(hook, "low", 0);
        high = new Variable(hook, "high", 0);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.right(MemoryModel.SC, scenario("Sequence lock: as in Linux", false, true)),
                Sample.wrong(MemoryModel.SC, scenario("Sequence lock: odd is taken", false, false)),
                Sample.right(MemoryModel.TSO, scenario("Sequence lock: no fences", false, true)),
                Sample.wrong(MemoryModel.WEAK, scenario("Sequence lock: no fences", false, true)),
                Sample.right(MemoryModel.WEAK, scenario("Sequence lock: smp_wmb, smp_rmb", true, true)));
    }

    private static Scenario<SequenceLock> scenario(String name, boolean fenced, boolean looksAtOdd) {
        return Scenario.named(name)
                .setUp(hook -> new SequenceLock(hook, fenced, looksAtOdd))
                .cpu("CPU 0: write both halves", SequenceLock::write)
                .cpu("CPU 1: read both halves", SequenceLock::read);
    }

    private void write() {
        sequence.store(1);
        fence(Order.RELEASE);
        low.store(1);
        high.store(1);
        fence(Order.RELEASE);
        sequence.store(2);
    }

    private void read() {
        long before = sequence.load();
        if (looksAtOdd && before % 2 == 1) {
            return;
        }
        fence(Order.ACQUIRE);
        long one = low.load();
        long other = high.load();
        fence(Order.ACQUIRE);
        if (sequence.load() == before) {
            Sample.check(one == other, "a reader took halves of two writes: " + one + " and " + other);
        }
    }

    private void fence(Order order) {
        if (fenced) {
            Hook.fence(hook, order);
        }
    }
}
