package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;
import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Nullable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Swap space: slots that hold the contents of pages that are in no frame, each with a count of the entries that name it.
 *
 * <pre>
 *   PTE   0 | slot number | 0 0 ... P=0
 *   slot  count = entries over distinct tables, +1 while in the swap cache; contents
 * </pre>
 *
 * A page some of whose mappings have become swap entries is in the swap cache: it and its slot are one. When its last
 * mapping goes, it is written to the slot and freed. All is done under the swap lock.
 */
public final class SwapSpace implements Cells {
    private static final class Slot {
        private int count;
        private @Nullable Page cached;
        private final Map<Integer, Long> words = new HashMap<>();
    }

    private final Platform platform;
    private final List<Slot> slots = new ArrayList<>();
    private long lock;

    SwapSpace(Platform platform) {
        this.platform = platform;
    }

    /**
     * One more mapping of a page becomes a swap entry; the page enters the swap cache if it is not in it.
     *
     * @return the entry to write in place of the mapping, or none if no slot can be had
     */
    public Pte add_to_swap(Page page) {
        SpinLock held = locked();
        long number = page.is(PageFlag.PageSwapCache) ? page.swapSlot() : enterCache(page);
        if (number != 0) {
            slot(number).count++;
        }
        held.unlock();
        return number == 0 ? Pte.NONE : entry(number);
    }

    /** A slot with given contents in word 0, named by one entry; for scenes. */
    public Pte swapped(long firstWord) {
        long number = newSlot();
        slot(number).count = 1;
        slot(number).words.put(0, firstWord);
        return entry(number);
    }

    /** One more entry names the slot. */
    public void swap_duplicate(Pte entry) {
        SpinLock held = locked();
        slot(number(entry)).count++;
        held.unlock();
    }

    /**
     * One entry less names the slot; the last one frees it.
     *
     * @throws RuleBroken I3, if none did
     */
    public void swap_free(Pte entry) {
        SpinLock held = locked();
        put(number(entry));
        held.unlock();
    }

    /** The page that is one with the slot, or null: it has to be read. The page is returned with a reference taken. */
    public @Nullable Page lookup_swap_cache(Pte entry) {
        SpinLock held = locked();
        Page cached = slot(number(entry)).cached;
        if (cached != null) {
            cached.refIncReturn();
        }
        held.unlock();
        return cached;
    }

    /** Fills a page from the slot. */
    public void swap_read(Pte entry, Page page) {
        slot(number(entry)).words.forEach((index, word) -> platform.memory().store(
                page.address() + (long) index * Long.BYTES,
                word));
    }

    /** Takes a page out of the swap cache if no entry names its slot any more; says whether it is out now. */
    public boolean try_to_free_swap(Page page) {
        if (!page.is(PageFlag.PageSwapCache)) {
            return true;
        }
        SpinLock held = locked();
        boolean alone = slot(page.swapSlot()).count == 1;
        if (alone) {
            leaveCache(page);
        }
        held.unlock();
        return alone;
    }

    /**
     * Linux's {@code free_page_and_swap_cache}: drops a reference of a page that has lost a mapping; one that nobody maps
     * any more is written to its slot, if it has one.
     */
    public void free_page_and_swap_cache(Page page) {
        if (page.is(PageFlag.PageSwapCache)) {
            dropLocked(page, false);
            return;
        }
        int left = page.refDecReturn();
        if (left == 0) {
            platform.allocator().free_page(page);
        } else if (page.is(PageFlag.PageSwapCache)) { // it came in meanwhile, and whoever put it there took us for a user
            dropLocked(page, true);
        }
    }

    /** Drops a reference, or if the caller has none, one that is taken for him if the page is still in the cache. */
    private void dropLocked(Page page, boolean gone) {
        SpinLock held = locked();
        if (gone && !page.is(PageFlag.PageSwapCache)) {
            held.unlock();
            return;
        }
        if (gone) {
            page.refIncReturn();
        }
        if (page.is(PageFlag.PageSwapCache) && page.mapcount() == 0 && page.refRead() == 2) {
            write(slot(page.swapSlot()), page);
            leaveCache(page);
        }
        platform.allocator().put_page(page);
        held.unlock();
    }

    /** How often a slot is counted, by its entry; an audit, not an access. */
    public int count(Pte entry) {
        return isSlot(entry) ? slots.get((int) number(entry) - 1).count : 0;
    }

    /** A word of the page that an entry stands for; an audit, not an access. */
    public long peekWord(Pte entry, int index) {
        Slot slot = slots.get((int) number(entry) - 1);
        return slot.cached == null ? slot.words.getOrDefault(index, 0L) : platform.memory().peek(slot.cached.address() + (long) index * Long.BYTES);
    }

    /** Whether an entry names a slot that is in use; an audit. */
    public boolean isSlot(Pte entry) {
        long number = number(entry);
        return entry.isSwap() && number >= 1 && number <= slots.size() && slots.get((int) number - 1) != null;
    }

    /** The entries of all slots in use, in order; an audit. */
    public List<Pte> inUse() {
        List<Pte> all = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i) != null) {
                all.add(entry(i + 1));
            }
        }
        return all;
    }

    /** The page that is one with a slot, null = none; an audit. */
    public @Nullable Page cached(Pte entry) {
        return slots.get((int) number(entry) - 1).cached;
    }

    private long enterCache(Page page) {
        if (platform.failures().shouldFail()) {
            return 0;
        }
        long number = newSlot();
        slot(number).count = 1;
        slot(number).cached = page;
        page.setSwapSlot(number);
        page.refIncReturn();
        page.set(PageFlag.PageSwapCache);
        return number;
    }

    private void leaveCache(Page page) {
        long number = page.swapSlot();
        page.clear(PageFlag.PageSwapCache);
        page.setSwapSlot(0);
        slot(number).cached = null;
        page.refDecReturn();
        put(number);
    }

    private void write(Slot slot, Page page) {
        slot.words.clear();
        for (int i = 0; i < PAGE_SIZE / Long.BYTES; i++) {
            long word = platform.memory().peek(page.address() + (long) i * Long.BYTES);
            if (word != 0) {
                slot.words.put(i, word);
            }
        }
    }

    private void put(long number) {
        Slot slot = slot(number);
        if (--slot.count == 0) {
            slots.set((int) number - 1, null);
        }
    }

    private long newSlot() {
        int free = slots.indexOf(null);
        if (free < 0) {
            slots.add(new Slot());
            return slots.size();
        }
        slots.set(free, new Slot());
        return free + 1L;
    }

    private Slot slot(long number) {
        Slot slot = number < 1 || number > slots.size() ? null : slots.get((int) number - 1);
        if (slot == null) {
            throw new RuleBroken(
                    "I3 counters: a swap slot is named by its entries only",
                    "a slot in use",
                    "slot " + number + " is free");
        }
        return slot;
    }

    private SpinLock locked() {
        SpinLock swapLock = new SpinLock(platform, LockClass.SWAP_LOCK, this, 0, 0);
        swapLock.lock();
        return swapLock;
    }

    private static Pte entry(long number) {
        return new Pte(number << PAGE_SHIFT);
    }

    private static long number(Pte entry) {
        return entry.word() >>> PAGE_SHIFT;
    }

    @Override
    public long peek(long index) {
        return lock;
    }

    @Override
    public void poke(long index, long value) {
        lock = value;
    }

    @Override
    public String describe(long index) {
        return "swap space";
    }
}
