package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Order;
import java.util.Arrays;

/**
 * Total store order, as on x86: a store waits in its CPU's buffer, first in first out, and reaches memory in a step of
 * its own. A CPU's loads see its own buffer first; updates and full fences wait until it is empty.
 *
 * <pre>
 *   CPU 0 ── store x=1 ──▶ [ x=1, y=2 ] ── flush ──▶ memory
 *     ▲──── load x ◀───────────┘  (else from memory)
 * </pre>
 *
 * <p>The buffer of CPU c is agent {@code cpus + c}. Source: Owens, Sarkar, Sewell, "A better x86 memory model:
 * x86-TSO", TPHOLs 2009. Simplification: buffers have no bound.
 */
final class StoreBuffers extends Memory {
    private final Buffer[] buffers;
    /** Who wrote last, by place. */
    private long[] writer = new long[64];

    StoreBuffers(int cpus) {
        super(cpus, 2 * cpus);
        buffers = new Buffer[cpus];
        Arrays.setAll(buffers, cpu -> new Buffer());
    }

    /** The stores of one CPU that have not reached memory; all arrays are indexed from {@code head} on. */
    private static final class Buffer {
        private int[] place = new int[16];
        private long[] value = new long[16];
        private int[] step = new int[16];
        private int head;
        private int tail;
        private int lastFlush = Clocks.NONE;

        void clear() {
            head = tail = 0;
            lastFlush = Clocks.NONE;
        }

        boolean isEmpty() {
            return head == tail;
        }

        void add(int where, long what, int when) {
            if (tail == place.length) {
                place = Arrays.copyOf(place, tail * 2);
                value = Arrays.copyOf(value, tail * 2);
                step = Arrays.copyOf(step, tail * 2);
            }
            place[tail] = where;
            value[tail] = what;
            step[tail++] = when;
        }

        /** The newest store to a place, or -1. */
        int find(int where) {
            int at = tail - 1;
            while (at >= head && place[at] != where) {
                at--;
            }
            return at < head ? -1 : at;
        }
    }

    @Override
    void clear() {
        Arrays.fill(writer, 0, Math.min(places.size(), writer.length), 0);
        for (Buffer buffer : buffers) {
            buffer.clear();
        }
        super.clear();
    }

    @Override
    void announce(Access access) {
        if (access.agent >= cpus) {
            announceFlush(access, buffers[access.agent - cpus]);
        } else {
            super.announce(access);
            if (isBuffered(access)) {
                access.place = Access.NOWHERE;
                access.global = false;
            }
        }
    }

    private void announceFlush(Access access, Buffer buffer) {
        if (!buffer.isEmpty()) {
            int place = buffer.place[buffer.head];
            access.set(Kind.FLUSH, places.owner(place), places.index(place), Order.RELAXED);
            access.operands(buffer.value[buffer.head], 0);
            access.place = place;
            access.follows = buffer.step[buffer.head];
            access.global = showsEveryState();
        }
    }

    private static boolean isBuffered(Access access) {
        return access.kind == Kind.STORE && access.order != Order.FULL;
    }

    /** Whether it goes to memory and nowhere else, so that the buffer must be empty. */
    private static boolean drains(Access access) {
        return access.kind == Kind.UPDATE || access.kind != Kind.AWAIT && access.order == Order.FULL;
    }

    @Override
    boolean isEnabled(Access access) {
        if (access.agent >= cpus) {
            announce(access);
            return !buffers[access.agent - cpus].isEmpty();
        }
        Buffer buffer = buffers[access.agent];
        if (drains(access) && !buffer.isEmpty()) {
            return false;
        }
        return access.place == Access.NOWHERE || access.isEnabledBy(visible(buffer, access.place));
    }

    private long visible(Buffer buffer, int place) {
        int at = buffer.find(place);
        return at < 0 ? places.peek(place) : buffer.value[at];
    }

    @Override
    void perform(Access access, int choice) {
        if (access.agent >= cpus) {
            flush(access, buffers[access.agent - cpus]);
            return;
        }
        Buffer buffer = buffers[access.agent];
        long name = nameNext(access.agent);
        if (isBuffered(access)) {
            int place = places.of(access.cells, access.index);
            access.done(visible(buffer, place), access.a, true);
            buffer.add(place, access.a, steps() - 1);
            return;
        }
        access.follows = drains(access) ? buffer.lastFlush : Clocks.NONE;
        if (access.kind == Kind.FENCE) {
            access.done(0, 0, false);
        } else if (access.kind == Kind.UPDATE || access.kind == Kind.STORE) {
            write(access, name);
        } else {
            read(access, buffer, name);
        }
    }

    private void flush(Access access, Buffer buffer) {
        buffer.head++;
        write(access, nameNext(access.agent));
        buffer.lastFlush = steps() - 1;
    }

    private void write(Access access, long name) {
        long old = access.cells.peek(access.index);
        boolean write = access.wouldWrite(old);
        long now = access.written(old);
        if (write) {
            access.cells.poke(access.index, now);
        }
        access.done(old, now, write);
        tell(name, writer(access.place), now);
        if (write) {
            writer[access.place] = name;
        }
    }

    private void read(Access access, Buffer buffer, long name) {
        int at = buffer.find(access.place);
        int flusher = access.agent + cpus;
        long from = at < 0 ? writer(access.place) : name(flusher, count(flusher) + 1 + at - buffer.head);
        long value = visible(buffer, access.place);
        access.done(value, value, false);
        tell(name, from, value);
    }

    private long writer(int place) {
        if (place >= writer.length) {
            writer = Arrays.copyOf(writer, Math.max(place + 1, writer.length * 2));
        }
        return writer[place];
    }
}
