package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;

/**
 * Linux's {@code spinlock_t}: one cell, 0 = free, else the number of the holding CPU + 1.
 * Whoever waits does not spin here: the hook runs somebody else until the lock is free.
 */
public final class SpinLock {
    private final Hook hook;
    private final Cells cells;
    private final long index;

    SpinLock(Hook hook, Cells cells, long index) {
        this.hook = hook;
        this.cells = cells;
        this.index = index;
    }

    /** Takes the lock; waits while another CPU holds it. Never take it twice: nobody would ever free it. */
    public void lock() {
        Hook.update(hook, cells, index, Update.ACQUIRE, me(), 0);
    }

    /** Takes the lock if it is free, and says whether it did. */
    public boolean trylock() {
        return Hook.update(hook, cells, index, Update.COMPARE_AND_SET, 0, me()) == 0;
    }

    /**
     * Releases the lock.
     *
     * @throws RuleBroken I31, if the calling CPU does not hold it
     */
    public void unlock() {
        if (!isHeld()) {
            throw new RuleBroken(
                    "I31 locks: only the holder of a lock releases it",
                    cells.describe(index) + " held by the calling CPU",
                    cells.peek(index) == 0 ? "nobody holds it" : "CPU " + (cells.peek(index) - 1) + " holds it");
        }
        Hook.store(hook, cells, index, 0, Order.RELEASE);
    }

    /** Whether the calling CPU holds it; an audit, not an access. */
    public boolean isHeld() {
        return cells.peek(index) == me();
    }

    private long me() {
        return (hook == null ? 0 : hook.cpu()) + 1L;
    }
}
