package dev.pagewalk.core.explore;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Threads that park until it is their turn: virtual ones where the JDK has them, else platform threads.
 *
 * <p>A hand-over between virtual threads takes a third of a microsecond, between platform threads 2 to 20.
 */
final class ThreadRelay implements Relay {
    private static final long JOIN_MILLIS = 1000;

    private final IntUnaryOperator life;
    private final Function<Runnable, Thread> threads;
    private final Thread[] cpus;
    private Thread explorer = Thread.currentThread();
    private volatile int turn = EXPLORER;
    private volatile boolean closed;

    /** @param threads makes a daemon thread that has not begun */
    ThreadRelay(int cpus, IntUnaryOperator life, Function<Runnable, Thread> threads) {
        this.life = life;
        this.threads = threads;
        this.cpus = new Thread[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            start(cpu);
        }
    }

    private void start(int cpu) {
        cpus[cpu] = threads.apply(() -> live(cpu));
        cpus[cpu].setName("CPU " + cpu);
        cpus[cpu].start();
    }

    private void live(int cpu) {
        awaitTurn(cpu);
        while (!closed) {
            pass(cpu, life.applyAsInt(cpu));
        }
    }

    @Override
    public void run(int cpu) {
        explorer = Thread.currentThread();
        pass(EXPLORER, cpu);
    }

    @Override
    public void pass(int from, int to) {
        if (from != to) {
            hand(to);
            awaitTurn(from);
        }
    }

    private void hand(int to) {
        Thread next = to == EXPLORER ? explorer : cpus[to];
        turn = to;
        LockSupport.unpark(next);
    }

    /** A program that interrupts its own thread would not let it park: that is undone. */
    private void awaitTurn(int me) {
        while (turn != me && !closed) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }

    @Override
    public void abandon(int cpu) {
        if (!closed) {
            start(cpu);
        }
        while (true) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : cpus) {
            LockSupport.unpark(thread);
        }
        for (Thread thread : cpus) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
