package dev.pagewalk.bench;

import dev.pagewalk.core.hw.Access;
import dev.pagewalk.core.hw.LinearAddress;
import dev.pagewalk.core.hw.PhysicalMemory;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A load that hits the TLB against a read of plain arrays; a full walk against four dependent reads of them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HardwareBench {
    /** The number of a bit that is 0 in all these addresses and entries, but the compiler cannot know. */
    private static final int NEVER_SET = 40;

    /** The barest read of the same words. */
    @Benchmark
    @OperationsPerInvocation(HitState.ADDRESSES)
    public long plainRead(HitState state) {
        long[][] plain = state.plain;
        long sum = 0;
        for (long va : state.addresses) {
            sum += plain[(int) (va >>> 12)][(int) (va >>> 3) & 511];
        }
        return sum;
    }

    /** Loads that hit the TLB. */
    @Benchmark
    @OperationsPerInvocation(HitState.ADDRESSES)
    public long tlbHitLoad(HitState state) {
        long sum = 0;
        for (long va : state.addresses) {
            sum += state.cpu.load(va);
        }
        return sum;
    }

    /** The barest chase through the same tables; each waits for the one before. */
    @Benchmark
    @OperationsPerInvocation(WalkState.WALKS)
    public long bareChase(WalkState state) {
        long[][] plain = state.plain;
        long last = 0;
        for (int i = 0; i < WalkState.WALKS; i++) {
            long va = state.next();
            int frame = WalkState.ROOT_FRAME | (int) (last >>> NEVER_SET & 1);
            for (int level = 4; level > 1; level--) {
                frame = (int) (plain[frame][LinearAddress.index(va, level)] >>> PhysicalMemory.FRAME_SHIFT);
            }
            last = plain[frame][LinearAddress.index(va, 1)];
        }
        return last;
    }

    /**
     * Accesses that miss the TLB and all paging-structure caches: look-ups, four entries, checks, and what is cached;
     * each waits for the one before.
     */
    @Benchmark
    @OperationsPerInvocation(WalkState.WALKS)
    public long fullWalk(WalkState state) {
        long last = 0;
        for (int i = 0; i < WalkState.WALKS; i++) {
            last = state.cpu.translate(state.next() | last >>> NEVER_SET & 1, Access.READ);
        }
        return last;
    }
}
