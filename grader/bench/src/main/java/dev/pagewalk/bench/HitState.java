package dev.pagewalk.bench;

import dev.pagewalk.core.hw.Cpu;
import dev.pagewalk.core.hw.PhysicalMemory;

import java.util.Random;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** 64 pages that the TLB holds, and the same words in plain arrays. */
@State(Scope.Thread)
public class HitState {
    static final int ADDRESSES = 4096;

    private static final int PAGES = 64;
    private static final long FIRST_PAGE = 0x1000;
    private static final long FIRST_FRAME = 0x2000;
    private static final long SEED = 1;

    final long[] addresses = new long[ADDRESSES];
    final long[][] plain = new long[(int) FIRST_PAGE + PAGES][];
    Cpu cpu;

    /** Maps page n to frame n, fills both, touches every page once. */
    @Setup
    public void map() {
        PhysicalMemory memory = new PhysicalMemory(40, null);
        Tables tables = new Tables(memory);
        for (int page = 0; page < PAGES; page++) {
            long frame = FIRST_FRAME + page;
            tables.map((FIRST_PAGE + page) * PhysicalMemory.FRAME_SIZE, frame * PhysicalMemory.FRAME_SIZE);
            plain[(int) FIRST_PAGE + page] = fill(memory, frame);
        }
        cpu = new Cpu(0, memory);
        cpu.writeCr3(Tables.ROOT);
        Random random = new Random(SEED);
        for (int i = 0; i < ADDRESSES; i++) {
            long page = FIRST_PAGE + random.nextInt(PAGES);
            addresses[i] = page * PhysicalMemory.FRAME_SIZE
                    + (long) random.nextInt(PhysicalMemory.WORDS_PER_FRAME) * PhysicalMemory.WORD_SIZE;
            cpu.load(addresses[i]);
        }
    }

    private static long[] fill(PhysicalMemory memory, long frame) {
        long[] words = new long[PhysicalMemory.WORDS_PER_FRAME];
        for (int word = 0; word < words.length; word++) {
            words[word] = frame + word + 1;
            memory.poke(frame * PhysicalMemory.FRAME_SIZE + (long) word * PhysicalMemory.WORD_SIZE, words[word]);
        }
        return words;
    }
}
