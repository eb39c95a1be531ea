package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hw.PhysicalMemory;
import java.util.HashMap;
import java.util.Map;

/**
 * Linux's {@code mem_map}: the page struct of every frame of physical memory.
 *
 * <p>The fields of a page struct are cells, index {@code pfn * 8 + field}, so that an explorer sees each access.
 * They cost 64 bytes a frame, and only where a frame was ever used.
 */
public final class MemMap implements Cells {
    private static final int CHUNK = 512;
    private static final int FIELD_BITS = 3;

    private final PhysicalMemory memory;
    private final long[][] fields;
    private final Page[][] pages;
    private final long frames;
    private final Map<Long, String> names = new HashMap<>();

    /**
     * @param memory the memory whose frames are described
     * @param frames how many frames are installed, from frame 0 on
     */
    public MemMap(PhysicalMemory memory, long frames) {
        this.memory = memory;
        this.frames = frames;
        int chunks = Math.toIntExact((frames + CHUNK - 1) / CHUNK);
        this.fields = new long[chunks][];
        this.pages = new Page[chunks][];
        memory.describeWith(this::nameOf);
    }

    /** Gives a frame a name, by which its words are then known: {@code mm#2 pmd[3]}. */
    public void name(Page page, String name) {
        names.put(page.pfn(), name);
    }

    private String nameOf(long address) {
        String name = names.get(address >>> PgtableTypes.PAGE_SHIFT);
        String hex = "0x" + Long.toHexString(address >>> PgtableTypes.PAGE_SHIFT);
        return (name == null ? "frame " + hex : name) + "[" + (address >>> 3 & 511) + "]";
    }

    /** How many frames are installed. */
    public long frames() {
        return frames;
    }

    public PhysicalMemory memory() {
        return memory;
    }

    Hook hook() {
        return memory.hook();
    }

    /**
     * The page struct of a frame; the same object each time.
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
        int chunk = (int) (pfn / CHUNK);
        if (pages[chunk] == null) {
            pages[chunk] = new Page[CHUNK];
        }
        int slot = (int) (pfn % CHUNK);
        if (pages[chunk][slot] == null) {
            pages[chunk][slot] = new Page(this, pfn);
        }
        return pages[chunk][slot];
    }

    static long index(long pfn, PageField field) {
        return pfn << FIELD_BITS | field.ordinal();
    }

    @Override
    public long peek(long index) {
        long[] chunk = fields[chunkOf(index)];
        return chunk == null ? 0 : chunk[slotOf(index)];
    }

    @Override
    public void poke(long index, long value) {
        int chunk = chunkOf(index);
        if (fields[chunk] == null) {
            fields[chunk] = new long[CHUNK << FIELD_BITS];
        }
        fields[chunk][slotOf(index)] = value;
    }

    @Override
    public String describe(long index) {
        PageField field = PageField.of((int) index & (1 << FIELD_BITS) - 1);
        return "page 0x" + Long.toHexString(index >> FIELD_BITS) + " " + field.label();
    }

    private static int chunkOf(long index) {
        return (int) ((index >> FIELD_BITS) / CHUNK);
    }

    private static int slotOf(long index) {
        return (int) (index % (CHUNK << FIELD_BITS));
    }
}
