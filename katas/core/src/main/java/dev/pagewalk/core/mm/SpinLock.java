package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;
import dev.pagewalk.core.hw.Event;

/**
 * Linux's {@code spinlock_t}: one cell, 0 = free, else the number of the holding CPU + 1; -1 in what is no table any more.
 * Whoever waits does not spin here: the hook runs somebody else until the lock is free.
 */
public final class SpinLock implements Lock {
    /** The cache lines of locks, at addresses beyond physical memory. */
    private static final long LINES = 1L << 53;

    private static final int LINE_BITS = 6;
    private static final int KIND_SHIFT = 48;

    /** In the lock of a PTE table from its dtor to the next ctor. */
    static final long NO_LOCK = -1;

    private final Platform platform;
    private final LockClass kind;
    private final Cells cells;
    private final long index;
    private final long key;

    SpinLock(Platform platform, LockClass kind, Cells cells, long index, long key) {
        this.platform = platform;
        this.kind = kind;
        this.cells = cells;
        this.index = index;
        this.key = key;
    }

    /**
     * Takes the lock; waits while another CPU holds it.
     *
     * @throws RuleBroken I31, if the calling CPU holds it already, or holds a lock that comes after it; I30, if its table was
     *     freed
     */
    public void lock() {
        platform.lockdep().acquiring(this);
        long was = Hook.update(platform.hook(), cells, index, Update.ACQUIRE, me(), 0);
        expectALock(was);
        acquired();
    }

    /** {@code ptlock_free}: whoever takes it from now on has come too late. */
    void free() {
        Hook.store(platform.hook(), cells, index, NO_LOCK, Order.RELEASE);
    }

    /**
     * Takes the lock if it is free, and says whether it did; in any order.
     *
     * @throws RuleBroken I30, if its table was freed
     */
    public boolean trylock() {
        long was = Hook.update(platform.hook(), cells, index, Update.COMPARE_AND_SET, 0, me());
        expectALock(was);
        if (was == 0) {
            acquired();
        }
        return was == 0;
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
                    name() + " held by the calling CPU",
                    cells.peek(index) == 0 ? "nobody holds it" : "CPU " + (cells.peek(index) - 1) + " holds it");
        }
        platform.lockdep().released(this);
        Hook.store(platform.hook(), cells, index, 0, Order.RELEASE);
    }

    /** Whether the calling CPU holds it; an audit, not an access. */
    public boolean isHeld() {
        return platform.lockdep().holds(this);
    }

    @Override
    public LockClass kind() {
        return kind;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public boolean sleeps() {
        return false;
    }

    @Override
    public String name() {
        return kind.label() + " (" + cells.describe(index) + ")";
    }

    private void expectALock(long was) {
        if (was == NO_LOCK) {
            throw new RuleBroken(
                    "I30 no use after free: a table's lock is taken while the table is there",
                    "a table in use: enter RCU before you read the slot that names it, and leave after its lock is taken",
                    "CPU " + platform.cpu() + " takes " + name() + ", of a table that has been freed");
        }
    }

    private void acquired() {
        platform.lockdep().acquired(this);
        platform.pmu().count(Event.LOCK);
        platform.memory().lines().own(platform.cpu(), LINES | (long) kind.ordinal() << KIND_SHIFT | key << LINE_BITS);
    }

    private long me() {
        return platform.cpu() + 1L;
    }
}
