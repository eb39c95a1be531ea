package dev.pagewalk.core.explore;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/** Platform threads that park until it is their turn. */
final class ThreadRelay implements Relay {
    private final IntUnaryOperator life;
    private final Thread[] cpus;
    private Thread explorer;
    private volatile int turn = EXPLORER;
    private volatile boolean closed;

    ThreadRelay(int cpus, IntUnaryOperator life) {
        this.life = life;
        this.cpus = new Thread[cpus];
        for (int cpu = 0; cpu < cpus; cpu++) {
            start(cpu);
        }
    }

    private void start(int cpu) {
        Thread thread = new Thread(() -> live(cpu), "CPU " + cpu);
        thread.setDaemon(true);
        cpus[cpu] = thread;
        thread.start();
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

    private void awaitTurn(int me) {
        while (turn != me && !closed) {
            LockSupport.park(this);
        }
    }

    @Override
    public void abandon(int cpu) {
        start(cpu);
        hand(EXPLORER);
        while (true) {
            LockSupport.park(this);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : cpus) {
            LockSupport.unpark(thread);
        }
    }
}
