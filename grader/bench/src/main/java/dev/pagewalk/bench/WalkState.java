package dev.pagewalk.bench;

import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;

import java.util.Random;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Pages so far apart, and so many, that visited in turn none is ever in the TLB and none shares a cached PML4E with
 * the one before; and the same tables in plain arrays.
 */
@State(Scope.Thread)
public class WalkState {
    static final int ROOT_FRAME = (int) (Tables.ROOT >>> PhysicalMemory.FRAME_SHIFT);

    static final int WALKS = 1024;

    private static final int TOP_SLOTS = 255;
    private static final long PA = 0x4000_0000L;
    private static final int TABLES_PER_PAGE = 2;
    private static final int SPARE_FRAMES = 1024;
    private static final long SEED = 1;

    /** Few: their entries stay in the second-level cache. Many: they do not, as where walks happen in earnest. */
    @Param({"1024", "8192"})
    int pages;

    long[] addresses;
    long[][] plain;
    Cpu cpu;
    private int position;

    /** Maps the pages, with A set everywhere, and copies the tables. */
    @Setup
    public void map() {
        PhysicalMemory memory = new PhysicalMemory(40, null);
        Tables tables = new Tables(memory);
        Random random = new Random(SEED);
        addresses = new long[pages];
        for (int i = 0; i < pages; i++) {
            addresses[i] = (1L + i % TOP_SLOTS) * LinearAddress.span(4) + (random.nextLong() & LinearAddress.span(4) - 1) & -8L;
            tables.map(addresses[i], PA + (long) i * PhysicalMemory.FRAME_SIZE);
        }
        plain = new long[ROOT_FRAME + TABLES_PER_PAGE * pages + SPARE_FRAMES][];
        for (int frame = 0; frame < plain.length; frame++) {
            plain[frame] = copy(memory, frame);
        }
        cpu = new Cpu(0, memory);
        cpu.writeCr3(Tables.ROOT);
    }

    /** The next address, round and round. */
    long next() {
        position = position + 1 & addresses.length - 1;
        return addresses[position];
    }

    private static long[] copy(PhysicalMemory memory, long frame) {
        long[] words = new long[PhysicalMemory.WORDS_PER_FRAME];
        for (int word = 0; word < words.length; word++) {
            words[word] = memory.peek(frame * PhysicalMemory.FRAME_SIZE + (long) word * PhysicalMemory.WORD_SIZE);
        }
        return words;
    }
}
