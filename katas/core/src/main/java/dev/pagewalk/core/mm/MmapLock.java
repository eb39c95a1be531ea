package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Update;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hw.Event;

/**
 * Linux's {@code mmap_lock}: many readers or one writer. One cell: 0 = free, n = n readers, -1 = a writer.
 * Faults of one address space hold it for read and run in parallel; whoever changes VMAs holds it for write.
 */
public final class MmapLock implements Lock {
    private static final long WRITER = -1;

    private final Platform platform;
    private final Cells cells;
    private final long index;
    private final long key;

    MmapLock(Platform platform, Cells cells, long index, long key) {
        this.platform = platform;
        this.cells = cells;
        this.index = index;
        this.key = key;
    }

    /** {@code mmap_read_lock}: waits while a writer holds it. */
    public void readLock() {
        platform.lockdep().acquiring(this);
        while (Hook.update(platform.hook(), cells, index, Update.ADD_UNLESS, 1, WRITER) == WRITER) {
            Hook.await(platform.hook(), cells, index, Until.DIFFERS, WRITER);
        }
        acquired();
    }

    /** {@code mmap_read_unlock}. */
    public void readUnlock() {
        release(false);
        Hook.update(platform.hook(), cells, index, Update.ADD, -1, 0);
    }

    /** {@code mmap_write_lock}: waits while anybody holds it. */
    public void writeLock() {
        platform.lockdep().acquiring(this);
        while (Hook.update(platform.hook(), cells, index, Update.COMPARE_AND_SET, 0, WRITER) != 0) {
            Hook.await(platform.hook(), cells, index, Until.EQUALS, 0);
        }
        acquired();
    }

    /** {@code mmap_write_unlock}. */
    public void writeUnlock() {
        release(true);
        Hook.update(platform.hook(), cells, index, Update.ADD, 1, 0);
    }

    /** Whether the calling CPU holds it, for read or write; an audit, not an access. */
    public boolean isHeld() {
        return platform.lockdep().holds(this);
    }

    @Override
    public LockClass kind() {
        return LockClass.MMAP_LOCK;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public boolean sleeps() {
        return true;
    }

    @Override
    public String name() {
        return cells.describe(index);
    }

    private void acquired() {
        platform.lockdep().acquired(this);
        platform.pmu().count(Event.LOCK);
    }

    private void release(boolean write) {
        if (!isHeld() || write != (cells.peek(index) == WRITER)) {
            throw new RuleBroken("I31 locks: only the holder of a lock releases it",
                    name() + " held by the calling CPU for " + (write ? "write" : "read"), "state " + cells.peek(index));
        }
        platform.lockdep().released(this);
    }
}
