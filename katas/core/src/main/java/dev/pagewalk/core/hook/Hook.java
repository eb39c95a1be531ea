package dev.pagewalk.core.hook;

/**
 * Carries out every access to shared state on behalf of the CPU whose Java thread calls.
 *
 * <p>A method returns when the access has happened; until then the hook may let other CPUs run. What a hook throws
 * ends the calling CPU's program. A machine without a hook ({@code null}) runs one CPU at a time and accesses its
 * cells directly, by {@link #load(Hook, Cells, long, Order)} and its sisters.
 *
 * <p>Blocking is part of the access: an {@link Update} that is not enabled (taking a lock that is held) and an
 * {@link #await} wait for a write to their cell, so nobody ever spins. Without a hook there is nobody who could
 * write, so both refuse with {@link WouldBlock}.
 */
public interface Hook {

    /** Reads a cell. */
    long load(Cells cells, long index, Order order);

    /** Writes a cell. */
    void store(Cells cells, long index, long value, Order order);

    /**
     * Reads, decides and writes a cell in one step that no other CPU can divide: a locked read-modify-write.
     * Waits until {@code update.isEnabled(old, a, b)}.
     *
     * @return the value before
     */
    long update(Cells cells, long index, Update update, long a, long b);

    /**
     * Waits until a cell satisfies a condition, then reads it (with acquire order).
     *
     * @return the value that satisfied the condition
     */
    long await(Cells cells, long index, Until until, long bound);

    /** Orders the calling CPU's accesses before the fence against those after it. */
    void fence(Order order);

    /** The number of the CPU whose Java thread calls; 0 while no CPU runs. */
    int cpu();

    /** {@link #load} through {@code hook}, or directly where it is null. */
    static long load(@Nullable Hook hook, Cells cells, long index, Order order) {
        return hook == null ? cells.peek(index) : hook.load(cells, index, order);
    }

    /** {@link #store} through {@code hook}, or directly where it is null. */
    static void store(@Nullable Hook hook, Cells cells, long index, long value, Order order) {
        if (hook == null) {
            cells.poke(index, value);
        } else {
            hook.store(cells, index, value, order);
        }
    }

    /** {@link #update} through {@code hook}, or directly where it is null. */
    static long update(@Nullable Hook hook, Cells cells, long index, Update update, long a, long b) {
        if (hook != null) {
            return hook.update(cells, index, update, a, b);
        }
        long was = cells.peek(index);
        if (!update.isEnabled(was, a, b)) {
            throw new WouldBlock(cells.describe(index), was);
        }
        long now = update.apply(was, a, b);
        if (now != was) {
            cells.poke(index, now);
        }
        return was;
    }

    /** {@link #await} through {@code hook}, or directly where it is null. */
    static long await(@Nullable Hook hook, Cells cells, long index, Until until, long bound) {
        if (hook != null) {
            return hook.await(cells, index, until, bound);
        }
        long value = cells.peek(index);
        if (!until.holds(value, bound)) {
            throw new WouldBlock(cells.describe(index), value);
        }
        return value;
    }

    /** {@link #fence} of {@code hook}, if there is one. */
    static void fence(@Nullable Hook hook, Order order) {
        if (hook != null) {
            hook.fence(order);
        }
    }
}
