package dev.pagewalk.bench;

import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;

import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Pages so far apart, and so many, that visited in turn none is ever in the TLB and none shares a cached PML4E with
 * the one before; and the same tables in plain arrays.
 */
@State(Scope.Thread)
public class WalkState {
    static final int ADDRESSES = 1024;
    static final int ROOT_FRAME = (int) (Tables.ROOT >>> PhysicalMemory.FRAME_SHIFT);

    private static final int TOP_SLOTS = 255;
    private static final long PA = 0x4000_0000L;
    private static final int FRAMES = 4096;
    private static final long SEED = 1;

    final long[] addresses = new long[ADDRESSES];
    final long[][] plain = new long[FRAMES][];
    Cpu cpu;

    /** Maps the pages, with A set everywhere, and copies the tables. */
    @Setup
    public void map() {
        PhysicalMemory memory = new PhysicalMemory(40, null);
        Tables tables = new Tables(memory);
        Random random = new Random(SEED);
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = (1L + i % TOP_SLOTS) * LinearAddress.span(4) + (random.nextLong() & LinearAddress.span(4) - 1) & -8L;
            tables.map(addresses[i], PA + (long) i * PhysicalMemory.FRAME_SIZE);
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            plain[frame] = copy(memory, frame);
        }
        cpu = new Cpu(0, memory);
        cpu.writeCr3(Tables.ROOT);
    }

    private static long[] copy(PhysicalMemory memory, long frame) {
        long[] words = new long[PhysicalMemory.WORDS_PER_FRAME];
        for (int word = 0; word < words.length; word++) {
            words[word] = memory.peek(frame * PhysicalMemory.FRAME_SIZE + (long) word * PhysicalMemory.WORD_SIZE);
        }
        return words;
    }
}
