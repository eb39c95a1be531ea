package dev.pagewalk.core.explore;

import java.util.Arrays;

/** Sequential consistency: accesses happen one after the other, and each sees the last write. */
final class Sequential extends Memory {
    private long[] writer = new long[64];

    Sequential(int cpus) {
        super(cpus, cpus);
    }

    @Override
    void clear() {
        Arrays.fill(writer, 0, Math.min(places.size(), writer.length), 0);
        super.clear();
    }

    @Override
    boolean isEnabled(Access access) {
        return access.place == Access.NOWHERE || access.isEnabledBy(places.peek(access.place));
    }

    @Override
    void perform(Access access, int choice) {
        long name = nameNext(access.agent);
        if (access.kind == Kind.FENCE) {
            access.done(0, 0, false);
            return;
        }
        long old = access.cells.peek(access.index);
        boolean write = access.wouldWrite(old);
        long now = access.written(old);
        if (write) {
            access.cells.poke(access.index, now);
        }
        access.done(old, now, write);
        remember(access.place, name, write, now);
    }

    private void remember(int place, long name, boolean write, long now) {
        if (place >= writer.length) {
            writer = Arrays.copyOf(writer, Math.max(place + 1, writer.length * 2));
        }
        tell(name, writer[place], now);
        if (write) {
            writer[place] = name;
        }
    }
}
