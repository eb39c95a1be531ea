package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hw.Event;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Read-copy-update: readers mark where they read, and what they might still see is freed only after a grace period, that
 * is, when every CPU that was inside has left.
 *
 * <pre>
 *   cell of a CPU   even: outside   odd: inside   (each enter and each leave adds 1)
 * </pre>
 *
 * Callbacks run on the CPU that queued them, when it ends a system call or a fault after their grace period, or in
 * {@link #rcu_barrier}. Source: Linux 6.0, {@code Documentation/RCU/whatisRCU.rst}.
 */
public final class Rcu implements Cells {
    private record Callback(Page page, Consumer<Page> function, long[] inside) {}

    private final Platform platform;
    private final int cpus;
    private final long[] phases;
    private final long[] mine;
    private final int[] nesting;
    private final List<ArrayDeque<Callback>> queues;
    private final boolean[] callback;

    Rcu(Platform platform, int cpus, int slots) {
        this.platform = platform;
        this.cpus = cpus;
        this.phases = new long[slots];
        this.mine = new long[slots];
        this.nesting = new int[slots];
        this.callback = new boolean[slots];
        this.queues = Stream.generate(() -> new ArrayDeque<Callback>()).limit(slots).toList();
    }

    /** Enters a read-side section; sections nest. */
    public void rcu_read_lock() {
        int cpu = platform.cpu();
        if (nesting[cpu]++ == 0) {
            Hook.store(platform.hook(), this, cpu, ++mine[cpu], Order.FULL);
        }
    }

    /**
     * Leaves a read-side section.
     *
     * @throws RuleBroken I33, if the CPU is in none
     */
    public void rcu_read_unlock() {
        int cpu = platform.cpu();
        if (nesting[cpu] == 0) {
            throw new RuleBroken(
                    "I33 sections: every RCU read-side section is closed once",
                    "a CPU inside",
                    "rcu_read_unlock outside of any section");
        }
        if (--nesting[cpu] == 0) {
            Hook.store(platform.hook(), this, cpu, ++mine[cpu], Order.RELEASE);
        }
    }

    /**
     * Waits until every other CPU that is inside now has left. A full barrier: whoever enters later sees what the caller
     * wrote before.
     *
     * @throws RuleBroken I32, if the calling CPU may not sleep
     */
    public void synchronize_rcu() {
        platform.lockdep().mightSleep("synchronize_rcu");
        platform.pmu().count(Event.GRACE_PERIOD);
        Hook.fence(platform.hook(), Order.FULL);
        for (int cpu = 0; cpu < cpus; cpu++) {
            long phase = cpu == platform.cpu() ? 0 : phase(cpu);
            if (isInside(phase)) {
                Hook.await(platform.hook(), this, cpu, Until.DIFFERS, phase);
            }
        }
    }

    /**
     * Calls a function after a grace period; never waits itself. A full barrier, as {@link #synchronize_rcu} is.
     *
     * @param page what is going to be freed; handed to the function
     * @param function must not block
     */
    public void call_rcu(Page page, Consumer<Page> function) {
        long[] inside = new long[cpus];
        Hook.fence(platform.hook(), Order.FULL);
        for (int cpu = 0; cpu < cpus; cpu++) {
            inside[cpu] = cpu == platform.cpu() ? mine[cpu] : phase(cpu);
        }
        queues.get(platform.cpu()).add(new Callback(page, function, inside));
    }

    /** Runs the current CPU's callbacks whose grace period is over, in their order. */
    public void process() {
        ArrayDeque<Callback> queue = queues.get(platform.cpu());
        while (!isCallback() && !isInside() && !queue.isEmpty() && isOver(queue.peek())) {
            run(queue.poll());
        }
    }

    /**
     * Waits for a grace period and runs the callbacks of every CPU.
     *
     * @throws dev.pagewalk.core.hook.WouldBlock if no other CPU runs, and one is still inside
     */
    public void rcu_barrier() {
        synchronize_rcu();
        queues.forEach(queue -> {
            while (!queue.isEmpty()) {
                run(queue.poll());
            }
        });
    }

    /** How many callbacks wait for their grace period; an audit, not an access. */
    public int pending() {
        return queues.stream().mapToInt(ArrayDeque::size).sum();
    }

    /** The pages that wait for their grace period; an audit, not an access. */
    public List<Page> waiting() {
        return queues.stream().flatMap(ArrayDeque::stream).map(Callback::page).toList();
    }

    /** Whether the current CPU is in a read-side section; an audit, not an access. */
    public boolean isInside() {
        return nesting[platform.cpu()] > 0;
    }

    /** Whether any CPU is in a read-side section; an audit, not an access. */
    public boolean isAnyoneInside() {
        for (int sections : nesting) {
            if (sections > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the current CPU runs a callback. */
    boolean isCallback() {
        return callback[platform.cpu()];
    }

    private void run(Callback next) {
        int cpu = platform.cpu();
        callback[cpu] = true;
        try {
            next.function.accept(next.page);
        } finally {
            callback[cpu] = false;
        }
    }

    private boolean isOver(Callback next) {
        for (int cpu = 0; cpu < cpus; cpu++) {
            if (isInside(next.inside[cpu]) && phase(cpu) == next.inside[cpu]) {
                return false;
            }
        }
        return true;
    }

    private long phase(int cpu) {
        return Hook.load(platform.hook(), this, cpu, Order.ACQUIRE);
    }

    private static boolean isInside(long phase) {
        return (phase & 1) != 0;
    }

    @Override
    public long peek(long index) {
        return phases[(int) index];
    }

    @Override
    public void poke(long index, long value) {
        phases[(int) index] = value;
    }

    @Override
    public String describe(long index) {
        return "RCU of CPU " + index;
    }
}
