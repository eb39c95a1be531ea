package dev.pagewalk.core.explore.corpus;

import dev.pagewalk.core.explore.MemoryModel;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Variable;
import dev.pagewalk.core.hook.Hook;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of nodes 1, 2, 3 whose head is changed by compare-and-set, with and without a tag that counts changes.
 *
 * <pre>
 *   head = tag · 8 + 1 ──▶ node 1 ──▶ node 2 ──▶ node 3 ──▶ 0
 * </pre>
 *
 * <p>Source: Treiber, "Systems programming: coping with parallelism", IBM RJ 5118, 1986. ABA: CPU 0 reads head 1 and its
 * next 2; CPU 1 pops 1, pops 2, pushes 1; the head is 1 again, and CPU 0 makes node 2, which CPU 1 owns, the new head.
 */
final class TreiberStack {
    private static final int NODES = 3;
    private static final long NODE = 7;
    private static final long ONE_CHANGE = 8;

    private enum How { TAGGED, UNTAGGED, NOT_ATOMIC }

    private final Variable head;
    private final Variable[] next;
    private final How how;
    private final List<List<Long>> owned = List.of(new ArrayList<>(), new ArrayList<>());

    private TreiberStack(Hook hook, How how) {
        this.how = how;
        head = new Variable(hook, "head", 1);
        next = Variable.array(hook, "next", NODES + 1);
        for (int node = 1; node < NODES; node++) {
            next[node].store(node + 1);
        }
    }

    static List<Sample> samples() {
        return List.of(
                Sample.right(MemoryModel.SC, recycling("Treiber stack: tagged", How.TAGGED)),
                Sample.wrong(MemoryModel.SC, recycling("Treiber stack: ABA", How.UNTAGGED)),
                Sample.right(MemoryModel.SC, popping("Treiber stack: pops only", How.UNTAGGED)),
                Sample.wrong(MemoryModel.SC, popping("Treiber stack: head not atomic", How.NOT_ATOMIC)));
    }

    private static Scenario<TreiberStack> recycling(String name, How how) {
        return Scenario.named(name)
                .setUp(hook -> new TreiberStack(hook, how))
                .cpu("CPU 0: pop", stack -> stack.pop(0))
                .cpu("CPU 1: pop, pop, push the first", TreiberStack::recycle)
                .atEnd(TreiberStack::check);
    }

    private static Scenario<TreiberStack> popping(String name, How how) {
        return Scenario.named(name)
                .setUp(hook -> new TreiberStack(hook, how))
                .cpu("CPU 0: pop", stack -> stack.pop(0))
                .cpu("CPU 1: pop", stack -> stack.pop(1))
                .atEnd(TreiberStack::check);
    }

    private void recycle() {
        pop(1);
        pop(1);
        List<Long> mine = owned.get(1);
        if (!mine.isEmpty()) {
            push(mine.remove(0));
        }
    }

    private void pop(int cpu) {
        long was;
        do {
            was = head.load();
            if ((was & NODE) == 0) {
                return;
            }
        } while (!change(was, next[(int) (was & NODE)].load()));
        owned.get(cpu).add(was & NODE);
    }

    private void push(long node) {
        long was;
        do {
            was = head.load();
            next[(int) node].store(was & NODE);
        } while (!change(was, node));
    }

    private boolean change(long was, long node) {
        if (how == How.NOT_ATOMIC) {
            head.store(node);
            return true;
        }
        return head.compareAndSet(was, how == How.TAGGED ? (was & ~NODE) + ONE_CHANGE + node : node);
    }

    private void check() {
        List<Long> nodes = new ArrayList<>();
        owned.forEach(nodes::addAll);
        long node = head.load() & NODE;
        while (node != 0 && nodes.size() <= NODES) {
            nodes.add(node);
            node = next[(int) node].load();
        }
        Sample.check(nodes.size() == NODES && nodes.stream().distinct().count() == NODES,
                "each of the nodes 1, 2, 3 is on the stack or owned, once; but was " + nodes);
    }
}
