package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Nullable;
import java.util.ArrayDeque;

/**
 * Linux's {@code struct grouped_page_cache}: the list of pages that wait to become page tables, and its lock.
 * What is done with them is kata 6.
 */
public final class GroupedPageCache implements Cells {
    private final Platform platform;
    private final SetMemoryPks setMemoryPks;
    private final Keys keys;
    private final ArrayDeque<Page> list = new ArrayDeque<>();
    private final SpinLock lock;
    private long lockCell;

    /** Reads keys of the direct map; an audit. */
    @FunctionalInterface
    public interface Keys {
        int keyOf(long pfn);
    }

    /** Sets or resets the key of a range of the direct map; see {@link GroupedPageCache#set_memory_pks}. */
    @FunctionalInterface
    public interface SetMemoryPks {
        int set(Page first, int pages, int key);
    }

    public GroupedPageCache(Platform platform, SetMemoryPks setMemoryPks, Keys keys) {
        this.platform = platform;
        this.keys = keys;
        this.setMemoryPks = setMemoryPks;
        this.lock = new SpinLock(platform, LockClass.CACHE_LOCK, this, 0, 0);
    }

    public Platform platform() {
        return platform;
    }

    /** Guards the list; never held over the page allocator or {@link #set_memory_pks}. */
    public SpinLock lock() {
        return lock;
    }

    /**
     * Puts a page in front. Locking: {@link #lock()}.
     *
     * @throws RuleBroken I31, if the lock is not held; I26, if the page is on the list already
     */
    public void add(Page page) {
        expectLocked();
        if (list.contains(page)) {
            throw new RuleBroken(
                    "I26 page types: no page is twice on a list",
                    "a page that is not cached yet",
                    page + " is cached already");
        }
        list.addFirst(page);
    }

    /** Takes the page in front off, null if there is none. Locking: {@link #lock()}. */
    public @Nullable Page removeFirst() {
        expectLocked();
        return list.pollFirst();
    }

    /** How many pages are cached. Locking: {@link #lock()}. */
    public int size() {
        expectLocked();
        return list.size();
    }

    /**
     * Gives a range of the direct map a protection key; splits large pages, with tables from the reserve; flushes.
     *
     * @param first the first page
     * @param pages how many
     * @param key {@link ProtectionKeys#PKS_KEY_PG_TABLES}, or 0 for none
     * @return 0, or -12 (ENOMEM) with nothing changed, if the reserve is empty
     * @throws RuleBroken I31, if the cache's lock is held
     */
    public int set_memory_pks(Page first, int pages, int key) {
        if (lock.isHeld()) {
            throw new RuleBroken(
                    "I31 locks: the list lock is never held over set_memory_pks",
                    "the lock released",
                    name() + " is held");
        }
        return setMemoryPks.set(first, pages, key);
    }

    /** The key that a frame's direct map carries; an audit. */
    public int keyOf(long pfn) {
        return keys.keyOf(pfn);
    }

    /** The pages that are cached; an audit, not an access. */
    public Iterable<Page> cached() {
        return list;
    }

    private void expectLocked() {
        if (!lock.isHeld()) {
            throw new RuleBroken(
                    "I31 locks: the list is touched under its lock only",
                    "the cache's lock held",
                    name() + " is not held");
        }
    }

    private String name() {
        return lock.name();
    }

    @Override
    public long peek(long index) {
        return lockCell;
    }

    @Override
    public void poke(long index, long value) {
        lockCell = value;
    }

    @Override
    public String describe(long index) {
        return "grouped page cache";
    }
}
