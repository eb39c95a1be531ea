package dev.pagewalk.core.hw;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;

import java.util.function.LongFunction;

/**
 * Physical memory: frames of 4 KiB, each of 512 words of 64 bits. The index of a cell is its physical address.
 *
 * <pre>
 *  MAXPHYADDR-1              12 11          3 2  0
 * +----------------------------+-------------+----+
 * | frame number               | word        | 0  |
 * +----------------------------+-------------+----+
 * </pre>
 *
 * <p>All of it exists, and is zero; a frame takes heap only once a non-zero word is stored in it.
 *
 * <p>{@link #read}, {@link #write} and {@link #update} access entries of tables, and are counted;
 * {@link #load} and {@link #store} access data, and are not. All five go through the hook.
 * {@link #peek}, {@link #poke} and {@link #clear} are raw.
 *
 * <p>An address that is not a multiple of 8, or not below 2^MAXPHYADDR, is an {@link IllegalArgumentException}.
 *
 * <p><em>Simplification:</em> an access is 8 bytes, aligned; a narrower one would be a read-modify-write of the word.
 */
public final class PhysicalMemory implements Cells {
    /** The smallest MAXPHYADDR that this machine can be built with. */
    public static final int MIN_PHY_ADDR = 36;
    /** The largest MAXPHYADDR that the architecture allows. */
    public static final int MAX_PHY_ADDR = 52;
    /** log2 of {@link #FRAME_SIZE}. */
    public static final int FRAME_SHIFT = 12;
    /** Bytes in a frame. */
    public static final int FRAME_SIZE = 1 << FRAME_SHIFT;
    /** Bytes in a word. */
    public static final int WORD_SIZE = Long.BYTES;
    /** Words in a frame; entries in a table. */
    public static final int WORDS_PER_FRAME = FRAME_SIZE / WORD_SIZE;

    /** Only a benchmark sets this, to know what the calls cost that are never made. */
    private static final boolean HOOKED = !Boolean.getBoolean("dev.pagewalk.core.hw.withoutHooks");

    private static final int WORD_SHIFT = 3;

    private final int maxPhyAddr;
    /** The bits that a physical address cannot have. */
    private final long badBits;
    private final @Nullable Hook hook;
    private final Pmu pmu = new Pmu();
    private final CacheLines lines = new CacheLines(pmu);
    private final Frames frames = new Frames();
    private LongFunction<String> names = pa -> "physical 0x" + Long.toHexString(pa);

    /**
     * @param maxPhyAddr MAXPHYADDR, {@value #MIN_PHY_ADDR} to {@value #MAX_PHY_ADDR}: the bits of a physical address
     * @param hook carries out each access; null: they happen directly
     */
    public PhysicalMemory(int maxPhyAddr, @Nullable Hook hook) {
        if (maxPhyAddr < MIN_PHY_ADDR || maxPhyAddr > MAX_PHY_ADDR) {
            throw new IllegalArgumentException("MAXPHYADDR is " + MIN_PHY_ADDR + " to " + MAX_PHY_ADDR
                    + " on processors with 4-level paging, but was " + maxPhyAddr);
        }
        this.maxPhyAddr = maxPhyAddr;
        badBits = -1L << maxPhyAddr | WORD_SIZE - 1;
        this.hook = hook;
    }

    /** MAXPHYADDR: physical addresses are below 2 to this power. */
    public int maxPhyAddr() {
        return maxPhyAddr;
    }

    /** Who carries out accesses; null: they happen directly. */
    public @Nullable Hook hook() {
        return HOOKED ? hook : null;
    }

    /** The machine's event counters. */
    public Pmu pmu() {
        return pmu;
    }

    /** Which CPU modified which cache line last. */
    public CacheLines lines() {
        return lines;
    }

    /** Reads an entry: one access, never torn; counted. */
    public long read(long pa) {
        return read(pa, Order.RELAXED);
    }

    /** Reads an entry, ordered against the CPU's other accesses; counted. */
    public long read(long pa, Order order) {
        pmu.count(Event.ENTRY_READ);
        return Hook.load(hook(), this, pa, order);
    }

    /** Writes an entry: one access, never torn; counted. */
    public void write(long pa, long value) {
        write(pa, value, Order.RELAXED);
    }

    /** Writes an entry, ordered against the CPU's other accesses; counted. */
    public void write(long pa, long value, Order order) {
        pmu.count(Event.ENTRY_WRITE);
        Hook.store(hook(), this, pa, value, order);
    }

    /**
     * Reads, decides and writes an entry in one step; counted.
     *
     * @return the entry before
     */
    public long update(long pa, Update update, long a, long b) {
        pmu.count(Event.LOCKED_RMW);
        return Hook.update(hook(), this, pa, update, a, b);
    }

    /** Reads a word of data; not counted. */
    public long load(long pa) {
        return Hook.load(hook(), this, pa, Order.RELAXED);
    }

    /** Writes a word of data; not counted. */
    public void store(long pa, long value) {
        Hook.store(hook(), this, pa, value, Order.RELAXED);
    }

    Frames frames() {
        return frames;
    }

    /** Reads an entry for a walk, which depends on the entry read before; counted by the walker. */
    long walkRead(long frame, int index) {
        if (HOOKED && hook != null) {
            return hook.load(this, frame << FRAME_SHIFT | (long) index << WORD_SHIFT, Order.ACQUIRE);
        }
        return frames.walkRead(frame, index);
    }

    @Override
    public long peek(long pa) {
        check(pa);
        return frames.find(pa >>> FRAME_SHIFT)[(int) (pa >>> WORD_SHIFT) & WORDS_PER_FRAME - 1];
    }

    @Override
    public void poke(long pa, long value) {
        check(pa);
        long frame = pa >>> FRAME_SHIFT;
        long[] words = value == 0 ? frames.find(frame) : frames.findOrMake(frame);
        if (words != Frames.ZEROS) {
            words[(int) (pa >>> WORD_SHIFT) & WORDS_PER_FRAME - 1] = value;
        }
    }

    /** Makes all words of the frame at {@code pa} zero; raw. */
    public void clear(long pa) {
        check(pa);
        frames.clear(pa >>> FRAME_SHIFT);
    }

    /** How many frames take heap. */
    public int materialisedFrames() {
        return frames.materialised();
    }

    @Override
    public String describe(long pa) {
        return names.apply(pa);
    }

    /** Lets {@link #describe} speak of what lies at an address, for example {@code mm#2 pmd[3]}. */
    public void describeWith(LongFunction<String> names) {
        this.names = names;
    }

    private void check(long pa) {
        if ((pa & badBits) != 0) {
            throw new IllegalArgumentException(complaint(pa));
        }
    }

    private String complaint(long pa) {
        String address = "physical address 0x" + Long.toHexString(pa);
        return (pa & WORD_SIZE - 1) != 0
                ? address + " is not a multiple of 8: memory is accessed in aligned words of 8 bytes, so clear bits 2:0"
                : address + " is not below 2^" + maxPhyAddr
                        + " (MAXPHYADDR): is this a linear address, or an entry whose flags were not masked off?";
    }
}
