package dev.pagewalk.core.hw;

import dev.pagewalk.core.hook.*;

public final class PhysicalMemory implements Cells {
    private final Hook hook;
    private final java.util.HashMap<Long,Long> words = new java.util.HashMap<>();
    private final java.util.HashMap<Long,String> labels = new java.util.HashMap<>();
    public PhysicalMemory(int maxPhyAddr, Hook hook) { this.hook = hook; }
    public Hook hook() { return hook; }
    public long read(long pa) { return Hook.load(hook, this, pa, Order.RELAXED); }
    public void write(long pa, long v) { Hook.store(hook, this, pa, v, Order.RELAXED); }
    public long update(long pa, Update u, long a, long b) { return Hook.update(hook, this, pa, u, a, b); }
    public long peek(long pa) { return words.getOrDefault(pa, 0L); }
    public void poke(long pa, long v) { words.put(pa, v); }
    public void label(long frame, String name) { labels.put(frame >>> 12, name); }
    public String describe(long pa) { String l = labels.get(pa >>> 12); return l == null ? "memory 0x" + Long.toHexString(pa) : l + "[" + (pa >>> 3 & 511) + "]"; }
}
