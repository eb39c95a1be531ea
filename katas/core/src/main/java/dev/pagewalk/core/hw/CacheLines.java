package dev.pagewalk.core.hw;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the cache lines that move between CPUs because several modify them.
 *
 * <p>A CPU must own a line of 64 bytes to modify it. Software that knows which CPU it runs on reports its
 * modifications with {@link #own}; walks report theirs when they set A or D. Objects outside physical memory may have
 * lines too, at addresses of their own from 2^{@value PhysicalMemory#MAX_PHY_ADDR} on.
 *
 * <p><em>Simplification:</em> only modifications are followed; reads that share a line are free.
 */
public final class CacheLines {
    private static final int LINE_SHIFT = 6;

    private final Pmu pmu;
    private final Map<Long, Integer> owners = new HashMap<>();

    CacheLines(Pmu pmu) {
        this.pmu = pmu;
    }

    /**
     * A CPU modifies the line that {@code address} lies in.
     *
     * @return whether another CPU owned it, so that it had to move
     */
    public boolean own(int cpu, long address) {
        Integer before = owners.put(address >>> LINE_SHIFT, cpu);
        boolean moved = before != null && before != cpu;
        if (moved) {
            pmu.count(Event.LINE_TRANSFER);
        }
        return moved;
    }
}
