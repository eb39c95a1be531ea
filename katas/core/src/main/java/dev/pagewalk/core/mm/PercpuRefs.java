package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Nullable;
import java.util.ArrayList;
import java.util.List;

/** Hands out {@link PercpuRef}s, and knows each one that was not given back. */
public final class PercpuRefs {
    private final Platform platform;
    private final int cpus;
    private final List<PercpuRef> all = new ArrayList<>();
    private int live;

    PercpuRefs(Platform platform, int cpus) {
        this.platform = platform;
        this.cpus = cpus;
    }

    /** Memory for a percpu_ref, not initialised yet; null if the allocation fails. {@code kmalloc} of Linux. */
    public @Nullable PercpuRef kmallocPercpuRef() {
        platform.lockdep().mightSleep("kmalloc with GFP_KERNEL");
        if (platform.failures().shouldFail()) {
            return null;
        }
        PercpuRef ref = new PercpuRef(platform, all.size() + 1, cpus);
        all.add(ref);
        live++;
        return ref;
    }

    /**
     * Gives the memory of a percpu_ref back; null is fine.
     *
     * @throws RuleBroken I27, if it is still initialised, or was given back already
     */
    public void kfree(@Nullable PercpuRef ref) {
        if (ref == null) {
            return;
        }
        ref.expectState(PercpuRef.State.RAW, "percpu_ref_exit before kfree, and kfree once");
        ref.freed();
        all.set(ref.id() - 1, null);
        live--;
    }

    /** How many were handed out and not given back; an audit. */
    public int live() {
        return live;
    }

    /** The percpu_ref of a table, null = none; an audit, not an access. */
    public @Nullable PercpuRef peek(MemMap map, long pfn) {
        return of(map.peek(pfn, PageField.PTE_REF));
    }

    @Nullable PercpuRef of(long id) {
        if (id < 1 || id > all.size()) {
            return null;
        }
        PercpuRef ref = all.get((int) id - 1);
        return ref == null ? PercpuRef.gone(platform, (int) id) : ref;
    }
}
