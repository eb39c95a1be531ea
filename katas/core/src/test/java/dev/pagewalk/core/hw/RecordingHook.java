package dev.pagewalk.core.hw;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hook.Update;

import java.util.ArrayList;
import java.util.List;

/** Carries every access out at once, writes it down, and lets a test do something before an update. */
final class RecordingHook implements Hook {
    private final List<String> calls = new ArrayList<>();
    private Runnable beforeUpdate = () -> { };

    /** Runs {@code what} once, just before the next update of memory. */
    void beforeUpdate(Runnable what) {
        beforeUpdate = what;
    }

    String text() {
        return String.join(", ", calls);
    }

    void forget() {
        calls.clear();
    }

    @Override
    public int cpu() {
        return 0;
    }

    @Override
    public long load(Cells cells, long index, Order order) {
        calls.add("load " + name(cells, index) + " " + order);
        return cells.peek(index);
    }

    @Override
    public void store(Cells cells, long index, long value, Order order) {
        calls.add("store " + name(cells, index) + " " + Long.toHexString(value) + " " + order);
        cells.poke(index, value);
    }

    @Override
    public long update(Cells cells, long index, Update update, long a, long b) {
        if (cells instanceof PhysicalMemory) {
            Runnable before = beforeUpdate;
            beforeUpdate = () -> { };
            before.run();
        }
        calls.add("update " + name(cells, index) + " " + update + " " + Long.toHexString(a) + " " + Long.toHexString(b));
        return Hook.update(null, cells, index, update, a, b);
    }

    @Override
    public long await(Cells cells, long index, Until until, long bound) {
        throw new AssertionError("nothing here waits");
    }

    @Override
    public void fence(Order order) {
        throw new AssertionError("nothing here needs a fence");
    }

    private static String name(Cells cells, long index) {
        return cells instanceof PhysicalMemory ? Long.toHexString(index) : cells.describe(index);
    }
}
