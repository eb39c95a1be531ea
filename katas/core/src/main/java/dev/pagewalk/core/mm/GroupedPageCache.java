package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Nullable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Linux's {@code struct grouped_page_cache}: the list of pages that wait to become page tables, and its lock.
 * What is done with them is kata 6. A list for each CPU stands beside, for a cache that wants one: {@link #percpu}.
 */
public final class GroupedPageCache implements Cells {
    private static final int CPA_LOCK = 1;

    private final Platform platform;
    private final SetMemoryPks setMemoryPks;
    private final Keys keys;
    private final List<GroupedPageCache> lists;
    private final Set<Page> members;
    private final ArrayDeque<Page> list = new ArrayDeque<>();
    private final SpinLock lock;
    private final SpinLock cpaLock;
    private final int number;
    private final long[] cells = new long[2];

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
        this(platform, setMemoryPks, keys, new ArrayList<>(), new HashSet<>());
        platform.cpus().forEach(cpu -> new GroupedPageCache(platform, setMemoryPks, keys, lists, members));
    }

    private GroupedPageCache(
            Platform platform, SetMemoryPks setMemoryPks, Keys keys, List<GroupedPageCache> lists, Set<Page> members) {
        this.platform = platform;
        this.keys = keys;
        this.setMemoryPks = setMemoryPks;
        this.lists = lists;
        this.members = members;
        this.number = lists.size();
        this.lock = new SpinLock(platform, LockClass.CACHE_LOCK, this, 0, number);
        lists.add(this);
        this.cpaLock = new SpinLock(platform, LockClass.CPA_LOCK, lists.get(0), CPA_LOCK, 0);
    }

    public Platform platform() {
        return platform;
    }

    /**
     * A list that is a CPU's own, with a lock of its own: {@code per_cpu_ptr}. Other CPUs may take it, to shrink; two list
     * locks at once are taken by rising CPU.
     */
    public GroupedPageCache percpu(int cpu) {
        return lists.get(cpu + 1);
    }

    /** Guards the list; never held over the page allocator or {@link #set_memory_pks}. */
    public SpinLock lock() {
        return lock;
    }

    /**
     * Puts a page in front: {@code list_add}. Locking: {@link #lock()}.
     *
     * @throws RuleBroken I31, if the lock is not held; I26, if the page is on a list already
     */
    public void add(Page page) {
        expectNew(page);
        list.addFirst(page);
    }

    /**
     * Puts a page at the end: {@code list_add_tail}. Locking: {@link #lock()}.
     *
     * @throws RuleBroken as {@link #add}
     */
    public void addLast(Page page) {
        expectNew(page);
        list.addLast(page);
    }

    /** Takes the page in front off, null if there is none. Locking: {@link #lock()}. */
    public @Nullable Page removeFirst() {
        expectLocked();
        Page page = list.pollFirst();
        members.remove(page);
        return page;
    }

    /** How many pages are on the list. Locking: {@link #lock()}. */
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
     * @throws RuleBroken I31, if a list's lock is held; I32, if a key is taken off where nobody may sleep: that is for the
     *     shrinker, in process context
     */
    public int set_memory_pks(Page first, int pages, int key) {
        if (platform.lockdep().holdsAny(LockClass.CACHE_LOCK)) {
            throw new RuleBroken(
                    "I31 locks: the list lock is never held over set_memory_pks",
                    "the lock released",
                    name() + " is held");
        }
        if (key == 0) {
            platform.lockdep().mightSleep("set_memory_pks that takes a key off");
        }
        cpaLock.lock();
        int result = setMemoryPks.set(first, pages, key);
        cpaLock.unlock();
        return result;
    }

    /** The key that a frame's direct map carries; an audit. */
    public int keyOf(long pfn) {
        return keys.keyOf(pfn);
    }

    /** The pages that are cached, on whichever list; an audit, not an access. */
    public Iterable<Page> cached() {
        return lists.stream().flatMap(each -> each.list.stream()).toList();
    }

    /** On how many lists there are pages: 1 at most, unless lists of CPUs are used; an audit, not an access. */
    public long listsInUse() {
        return lists.stream().filter(each -> !each.list.isEmpty()).count();
    }

    private void expectNew(Page page) {
        expectLocked();
        if (!members.add(page)) {
            throw new RuleBroken(
                    "I26 page types: no page is twice on a list",
                    "a page that is not cached yet",
                    page + " is cached already");
        }
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
        return cells[(int) index];
    }

    @Override
    public void poke(long index, long value) {
        cells[(int) index] = value;
    }

    @Override
    public String describe(long index) {
        return index == CPA_LOCK ? "direct map" : "grouped page cache" + (number == 0 ? "" : " of CPU " + (number - 1));
    }
}
