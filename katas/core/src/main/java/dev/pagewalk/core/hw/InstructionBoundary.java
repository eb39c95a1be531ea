package dev.pagewalk.core.hw;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Nullable;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;

/**
 * One instruction of a CPU at a time: who executes one on its behalf, as the flush of an interprocessor interrupt does,
 * waits until the one under way is done. Without a hook nobody else runs, and nothing happens.
 */
final class InstructionBoundary implements Cells {
    private final int cpu;
    private final @Nullable Hook hook;
    private long busy;

    InstructionBoundary(int cpu, @Nullable Hook hook) {
        this.cpu = cpu;
        this.hook = hook;
    }

    void begin() {
        if (hook != null) {
            hook.update(this, 0, Update.ACQUIRE, cpu + 1L, 0);
        }
    }

    void end() {
        if (hook != null) {
            hook.store(this, 0, 0, Order.RELEASE);
        }
    }

    @Override
    public long peek(long index) {
        return busy;
    }

    @Override
    public void poke(long index, long value) {
        busy = value;
    }

    @Override
    public String describe(long index) {
        return "CPU " + cpu + " between instructions";
    }
}
