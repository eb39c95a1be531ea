package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SHIFT;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Update;
import dev.pagewalk.core.hw.PhysicalMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Linux's {@code mem_map}: the page struct of every frame of physical memory, and the kernel's way to page-table entries.
 *
 * <p>The fields of a page struct are cells, index {@code pfn * 8 + field}, so that an explorer sees each access.
 * They cost 64 bytes a frame, and only where a frame was ever used; no object stays behind for a frame, but for a table.
 *
 * <p>A free frame is poisoned by its state: an entry that is read from it is {@link #POISON}, one that is written is lost,
 * and either is reported ({@link Platform#misuses()}).
 */
public final class MemMap implements Cells {
    /** What is read from a free frame; to the hardware a present entry with reserved bits set. After Linux's POISON_FREE. */
    public static final long POISON = 0x6b6b_6b6b_6b6b_6b6bL;

    private static final int CHUNK_BITS = 6;
    private static final int FIELD_BITS = 3;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int CHUNK_CELLS = CHUNK << FIELD_BITS;
    private static final int FLAGS = PageField.FLAGS.ordinal();

    private final Platform platform;
    private final PhysicalMemory memory;
    private final long[][] fields;
    private final long frames;
    private final Map<Long, Page> tables = new HashMap<>();
    private final Map<Long, String> names = new HashMap<>();

    MemMap(Platform platform, PhysicalMemory memory, long frames) {
        this.platform = platform;
        this.memory = memory;
        this.frames = frames;
        this.fields = new long[Math.toIntExact((frames + CHUNK - 1) / CHUNK)][];
        memory.describeWith(this::nameOf);
    }

    /** Gives a frame a name, by which its words are then known: {@code mm#2 pmd[3]}. */
    public void name(Page page, String name) {
        names.put(page.pfn(), name);
    }

    /** How many frames are installed. */
    public long frames() {
        return frames;
    }

    public PhysicalMemory memory() {
        return memory;
    }

    /** The machine that these frames belong to. */
    public Platform platform() {
        return platform;
    }

    @Nullable Hook hook() {
        return memory.hook();
    }

    /**
     * The page struct of a frame. For a page table it is the same object each time; others are equal, not identical.
     *
     * @throws RuleBroken I17, if no such frame is installed
     */
    public Page page(long pfn) {
        if (pfn < 0 || pfn >= frames) {
            throw new RuleBroken(
                    "I17 type safety: a frame number lies within installed memory",
                    "a frame below 0x" + Long.toHexString(frames),
                    "frame 0x" + Long.toHexString(pfn));
        }
        if ((peek(pfn << FIELD_BITS | FLAGS) & PageFlag.PageTable.bit()) != 0) {
            return tables.computeIfAbsent(pfn, n -> new Page(this, n));
        }
        return new Page(this, pfn);
    }

    /** Whether a frame is in use, of whatever type; an audit, not an access. */
    public boolean isInUse(long pfn) {
        return pfn < frames && (peek(pfn << FIELD_BITS | FLAGS) & PageFlag.PageInUse.bit()) != 0;
    }

    /** A field of a page struct; an audit, not an access. */
    public long peek(long pfn, PageField field) {
        return peek(index(pfn, field));
    }

    /** Whether a flag of a page struct is set; an audit, not an access. */
    public boolean has(long pfn, PageFlag flag) {
        return (peek(pfn << FIELD_BITS | FLAGS) & flag.bit()) != 0;
    }

    /** Calls with the number of every frame that is in use; an audit, not an access. */
    public void forEachUsed(LongConsumer action) {
        for (int chunk = 0; chunk < fields.length; chunk++) {
            for (int i = 0; fields[chunk] != null && i < CHUNK; i++) {
                if ((fields[chunk][(i << FIELD_BITS) + FLAGS] & PageFlag.PageInUse.bit()) != 0) {
                    action.accept((long) chunk << CHUNK_BITS | i);
                }
            }
        }
    }

    /** Reads a page-table entry. */
    long readEntry(long address) {
        long word = memory.read(address);
        return isInUse(address >>> PAGE_SHIFT) ? word : misused(address, "reads");
    }

    /** Writes a page-table entry; opens the protection key of tables for this one access. */
    void writeEntry(long address, long word) {
        platform.keys().expectWritable(address);
        memory.write(address, word);
        expectInUse(address);
    }

    /** Updates a page-table entry in one step; opens the protection key of tables for this one access. */
    long updateEntry(long address, Update update, long a, long b) {
        platform.keys().expectWritable(address);
        long was = memory.update(address, update, a, b);
        return expectInUse(address) ? was : POISON;
    }

    private boolean expectInUse(long address) {
        boolean inUse = isInUse(address >>> PAGE_SHIFT);
        if (!inUse) {
            misused(address, "writes");
        }
        return inUse;
    }

    private long misused(long address, String how) {
        platform.misuse("CPU " + platform.cpu() + " " + how + " " + nameOf(address) + ", in a frame that is free");
        return POISON;
    }

    /** Forgets what a frame was, but for the mark in the lock of a former PTE table. */
    void forget(long pfn, boolean wasTable) {
        if (wasTable) {
            names.remove(pfn);
            tables.remove(pfn);
        }
        long lock = peek(pfn, PageField.LOCK);
        for (PageField field : PageField.ALL) {
            poke(index(pfn, field), 0);
        }
        poke(index(pfn, PageField.LOCK), Math.min(lock, 0));
    }

    private String nameOf(long address) {
        String name = names.get(address >>> PAGE_SHIFT);
        String hex = "0x" + Long.toHexString(address >>> PAGE_SHIFT);
        return (name == null ? "frame " + hex : name) + "[" + (address >>> 3 & 511) + "]";
    }

    static long index(long pfn, PageField field) {
        return pfn << FIELD_BITS | field.ordinal();
    }

    @Override
    public long peek(long index) {
        long[] chunk = fields[(int) (index >> CHUNK_BITS + FIELD_BITS)];
        return chunk == null ? 0 : chunk[(int) index & CHUNK_CELLS - 1];
    }

    @Override
    public void poke(long index, long value) {
        int chunk = (int) (index >> CHUNK_BITS + FIELD_BITS);
        if (fields[chunk] == null) {
            fields[chunk] = new long[CHUNK_CELLS];
        }
        fields[chunk][(int) index & CHUNK_CELLS - 1] = value;
    }

    @Override
    public String describe(long index) {
        PageField field = PageField.of((int) index & (1 << FIELD_BITS) - 1);
        return "page 0x" + Long.toHexString(index >> FIELD_BITS) + " " + field.label();
    }
}
