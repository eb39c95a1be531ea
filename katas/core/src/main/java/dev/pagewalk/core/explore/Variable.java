package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hook.Update;

/** A shared variable of 64 bits, for scenarios that need no machine. */
public final class Variable implements Cells {
    private final @Nullable Hook hook;
    private final String name;
    private long value;

    /** @param hook carries the accesses out, or null for none */
    public Variable(@Nullable Hook hook, String name, long initial) {
        this.hook = hook;
        this.name = name;
        value = initial;
    }

    /** {@code length} variables called {@code name[0]} and so on, all 0. */
    public static Variable[] array(@Nullable Hook hook, String name, int length) {
        Variable[] array = new Variable[length];
        for (int i = 0; i < length; i++) {
            array[i] = new Variable(hook, name + "[" + i + "]", 0);
        }
        return array;
    }

    /** A single read, ordered against nothing else ({@code READ_ONCE}). */
    public long load() {
        return Hook.load(hook, this, 0, Order.RELAXED);
    }

    /** Reads; what comes later stays later ({@code smp_load_acquire}). */
    public long loadAcquire() {
        return Hook.load(hook, this, 0, Order.ACQUIRE);
    }

    /** A single write, ordered against nothing else ({@code WRITE_ONCE}). */
    public void store(long to) {
        Hook.store(hook, this, 0, to, Order.RELAXED);
    }

    /** Writes; what came earlier stays earlier ({@code smp_store_release}). */
    public void storeRelease(long to) {
        Hook.store(hook, this, 0, to, Order.RELEASE);
    }

    /** Adds, fully ordered; returns the value before. */
    public long getAndAdd(long delta) {
        return Hook.update(hook, this, 0, Update.ADD, delta, 0);
    }

    /** Writes, fully ordered; returns the value before ({@code xchg}). */
    public long getAndSet(long to) {
        return Hook.update(hook, this, 0, Update.SET, to, 0);
    }

    /** Writes {@code to} if {@code expected} is there, fully ordered; returns whether it was. */
    public boolean compareAndSet(long expected, long to) {
        return Hook.update(hook, this, 0, Update.COMPARE_AND_SET, expected, to) == expected;
    }

    /** Adds unless {@code unless} is there, fully ordered; returns whether it did. */
    public boolean addUnless(long delta, long unless) {
        return Hook.update(hook, this, 0, Update.ADD_UNLESS, delta, unless) != unless;
    }

    /** Waits until 0, then writes {@code cpu + 1}: as a lock, it is taken by that CPU. */
    public void lock(int cpu) {
        Hook.update(hook, this, 0, Update.ACQUIRE, cpu + 1L, 0);
    }

    /** Releases the lock. */
    public void unlock() {
        storeRelease(0);
    }

    /** Waits until the value satisfies a condition, then returns it. */
    public long await(Until until, long bound) {
        return Hook.await(hook, this, 0, until, bound);
    }

    @Override
    public long peek(long index) {
        return value;
    }

    @Override
    public void poke(long index, long to) {
        value = to;
    }

    @Override
    public String describe(long index) {
        return name;
    }
}
