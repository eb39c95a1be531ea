package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;

import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;

/**
 * Linux's {@code struct page}: what the kernel knows of one frame.
 *
 * <pre>
 *  flags          PageTable, PageAnon, …
 *  refcount       of a data page: who uses it; of a PTE table: how many PMD slots name it
 *  mapcount       how many present entries, over distinct tables, map it
 *  cow_pte_owner  of a PTE table: address of the PMD slot whose mm is charged for it, 0 = none
 *  table lock     of a PTE table: guards its entries, its count, its owner; of a PMD table: none becomes a table
 *  pte_ref        of a PTE table: its percpu_ref, 0 = none
 *  pins           how many pins keep it at its address
 *  private        of a page in the swap cache: its slot
 * </pre>
 *
 * Each method is one access to one field, atomic on its own.
 */
public final class Page {
    /** In the private field of a frame that was a page table until free_table. */
    static final long WAS_TABLE = -1;

    private final MemMap map;
    private final long pfn;

    Page(MemMap map, long pfn) {
        this.map = map;
        this.pfn = pfn;
    }

    /** The number of its frame. */
    public long pfn() {
        return pfn;
    }

    /** The physical address of its frame. */
    public long address() {
        return pfn << PAGE_SHIFT;
    }

    /** The page structs that this one belongs to. */
    public MemMap map() {
        return map;
    }

    /** The machine that the frame belongs to. */
    public Platform platform() {
        return map.platform();
    }

    /** The reference count, read once: it may have changed when you look at it. */
    public int refRead() {
        return (int) load(PageField.REFCOUNT, Order.RELAXED);
    }

    /** Linux's {@code set_page_count}: a plain write, for a page that nobody else can reach yet. */
    public void refSet(int count) {
        store(PageField.REFCOUNT, count, Order.RELAXED);
    }

    /** Adds one reference (a locked increment) and returns the new count. */
    public int refIncReturn() {
        return (int) update(PageField.REFCOUNT, Update.ADD, 1, 0) + 1;
    }

    /**
     * Linux's {@code page_ref_dec_return}: takes one reference away (a locked decrement) and returns the new count.
     *
     * @throws RuleBroken I3, if there was none
     */
    public int refDecReturn() {
        long was = update(PageField.REFCOUNT, Update.ADD_UNLESS, -1, 0);
        if (was == 0) {
            throw new RuleBroken(
                    "I3 counters: no counter is ever negative",
                    "a reference to drop on " + this,
                    "its refcount is 0 already");
        }
        return (int) was - 1;
    }

    /**
     * Linux's {@code page_ref_add_unless}: adds {@code delta} unless the count is {@code unless}; deciding and adding are
     * one step.
     *
     * @return whether it was added
     */
    public boolean refAddUnless(int delta, int unless) {
        return update(PageField.REFCOUNT, Update.ADD_UNLESS, delta, unless) != unless;
    }

    /** Changes the reference count from {@code expected} to {@code next} in one step, if it is {@code expected}. */
    public boolean refCas(int expected, int next) {
        return update(PageField.REFCOUNT, Update.COMPARE_AND_SET, expected, next) == expected;
    }

    /** The address of the PMD slot that owns this PTE table, 0 = none; {@code smp_load_acquire}. */
    public long owner() {
        return load(PageField.OWNER, Order.ACQUIRE);
    }

    /** Sets the owning PMD slot by its address, 0 = none; {@code smp_store_release}. */
    public void setOwner(long slot) {
        store(PageField.OWNER, slot, Order.RELEASE);
    }

    /** How many present entries, over distinct tables, map this page. */
    public int mapcount() {
        return (int) load(PageField.MAPCOUNT, Order.RELAXED);
    }

    /** One more entry maps this page. */
    public void mapcountInc() {
        update(PageField.MAPCOUNT, Update.ADD, 1, 0);
    }

    /**
     * One entry less maps this page.
     *
     * @return how many still do
     * @throws RuleBroken I3, if none did
     */
    public int mapcountDec() {
        long was = update(PageField.MAPCOUNT, Update.ADD_UNLESS, -1, 0);
        if (was == 0) {
            throw new RuleBroken(
                    "I3 counters: no counter is ever negative",
                    "a mapping of " + this + " to take away",
                    "its mapcount is 0 already");
        }
        return (int) was - 1;
    }

    /** A fresh page becomes anonymous memory, with one mapping that is about to be written. Nobody else can reach it yet. */
    public void becomeAnon() {
        map.poke(MemMap.index(pfn, PageField.FLAGS), map.peek(pfn, PageField.FLAGS) | PageFlag.PageAnon.bit());
        map.poke(MemMap.index(pfn, PageField.MAPCOUNT), 1);
    }

    /** How many pins keep this page at its address. */
    public int pins() {
        return (int) load(PageField.PINS, Order.RELAXED);
    }

    /** One pin more; the caller has taken a reference for it. Locking: the lock of a table that maps it. */
    public void pin() {
        update(PageField.PINS, Update.ADD, 1, 0);
    }

    /**
     * One pin less.
     *
     * @throws RuleBroken I3, if there was none
     */
    public void unpin() {
        if (update(PageField.PINS, Update.ADD_UNLESS, -1, 0) == 0) {
            throw new RuleBroken(
                    "I3 counters: no counter is ever negative",
                    "a pin of " + this + " to drop",
                    "it is not pinned");
        }
    }

    /** The percpu_ref of this PTE table, null = none. */
    public @Nullable PercpuRef pteRef() {
        return map.platform().refs().of(load(PageField.PTE_REF, Order.ACQUIRE));
    }

    /** Sets the percpu_ref of this PTE table, null = none. */
    public void setPteRef(@Nullable PercpuRef ref) {
        store(PageField.PTE_REF, ref == null ? 0 : ref.id(), Order.RELEASE);
    }

    /** Whether a flag is set. */
    public boolean is(PageFlag flag) {
        return (load(PageField.FLAGS, Order.RELAXED) & flag.bit()) != 0;
    }

    /** Sets a flag. */
    public void set(PageFlag flag) {
        update(PageField.FLAGS, Update.OR, flag.bit(), 0);
    }

    /** Clears a flag. */
    public void clear(PageFlag flag) {
        update(PageField.FLAGS, Update.AND, ~flag.bit(), 0);
        if (flag == PageFlag.PageTable) {
            map.poke(MemMap.index(pfn, PageField.PRIVATE), WAS_TABLE);
        }
    }

    /** The swap slot of a page in the swap cache. Locking: the swap lock. */
    long swapSlot() {
        return load(PageField.PRIVATE, Order.RELAXED);
    }

    /** Locking: the swap lock. */
    void setSwapSlot(long slot) {
        store(PageField.PRIVATE, slot, Order.RELAXED);
    }

    /** The lock of this PTE table. */
    public SpinLock lock() {
        return lock(LockClass.PTE_LOCK);
    }

    /** {@code ptlock_init}: this page becomes a PTE table, and nobody else can reach it yet. */
    public void ptlock_init() {
        store(PageField.LOCK, 0, Order.RELAXED);
    }

    /** {@code ptlock_free}: this page is no PTE table any more; to take its lock now is a use after free. */
    public void ptlock_free() {
        lock().free();
    }

    SpinLock lock(LockClass kind) {
        return new SpinLock(map.platform(), kind, map, MemMap.index(pfn, PageField.LOCK), pfn);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Page page && page.pfn == pfn && page.map == map;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pfn);
    }

    @Override
    public String toString() {
        return "page 0x" + Long.toHexString(pfn);
    }

    private long load(PageField field, Order order) {
        return Hook.load(map.hook(), map, MemMap.index(pfn, field), order);
    }

    private void store(PageField field, long value, Order order) {
        Hook.store(map.hook(), map, MemMap.index(pfn, field), value, order);
    }

    private long update(PageField field, Update update, long a, long b) {
        return Hook.update(map.hook(), map, MemMap.index(pfn, field), update, a, b);
    }
}
