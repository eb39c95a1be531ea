package dev.pagewalk.core.mm;

/**
 * The free lists of the buddy allocator, one per order; a list runs through the page structs of the blocks' first frames.
 *
 * <pre>
 *   order 0   0x2a &lt;-&gt; 0x11
 *   order 1   0x40
 *   ...
 *   order 10  0x400 &lt;-&gt; 0x800
 * </pre>
 */
final class FreeBlocks {
    static final int MAX_ORDER = 10;

    private final MemMap map;
    private final long[] heads = new long[MAX_ORDER + 1];

    FreeBlocks(MemMap map) {
        this.map = map;
    }

    /** Adds a block and all that it can be merged with. */
    void add(long pfn, int order, long end) {
        long block = pfn;
        int size = order;
        while (size < MAX_ORDER && isFree(block ^ 1L << size, size, end)) {
            remove(block ^ 1L << size, size);
            block &= ~(1L << size);
            size++;
        }
        push(block, size);
    }

    /** Takes a block of an order, splitting a larger one if it must; 0 if there is none. The low half of a split is taken. */
    long take(int order) {
        int from = order;
        while (from <= MAX_ORDER && heads[from] == 0) {
            from++;
        }
        if (from > MAX_ORDER) {
            return 0;
        }
        long block = heads[from];
        remove(block, from);
        while (from > order) {
            from--;
            push(block + (1L << from), from);
        }
        return block;
    }

    private boolean isFree(long pfn, int order, long end) {
        return pfn + (1L << order) <= end && map.has(pfn, PageFlag.PageBuddy) && map.peek(pfn, PageField.PRIVATE) == order;
    }

    private void push(long pfn, int order) {
        set(pfn, PageField.FLAGS, PageFlag.PageBuddy.bit());
        set(pfn, PageField.PRIVATE, order);
        set(pfn, PageField.OWNER, heads[order]);
        set(pfn, PageField.PTE_REF, 0);
        if (heads[order] != 0) {
            set(heads[order], PageField.PTE_REF, pfn);
        }
        heads[order] = pfn;
    }

    private void remove(long pfn, int order) {
        long next = map.peek(pfn, PageField.OWNER);
        long before = map.peek(pfn, PageField.PTE_REF);
        if (next != 0) {
            set(next, PageField.PTE_REF, before);
        }
        if (before == 0) {
            heads[order] = next;
        } else {
            set(before, PageField.OWNER, next);
        }
        set(pfn, PageField.FLAGS, 0);
        set(pfn, PageField.PRIVATE, 0);
        set(pfn, PageField.OWNER, 0);
        set(pfn, PageField.PTE_REF, 0);
    }

    private void set(long pfn, PageField field, long value) {
        map.poke(MemMap.index(pfn, field), value);
    }
}
