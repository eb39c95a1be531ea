package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hook.Update;

/**
 * The next access of an agent, and, once it has been carried out, how it went.
 *
 * <p>An agent is somebody who takes steps: a CPU, or under TSO a CPU's store buffer. There is one object per agent,
 * used over and over, because this is the innermost loop.
 */
final class Access {
    /** The place of an access that touches nothing shared. */
    static final int NOWHERE = -1;

    final int agent;
    Kind kind = Kind.FENCE;
    Cells cells = Nowhere.CELLS;
    long index;
    Order order = Order.RELAXED;
    Update update = Update.SET;
    Until until = Until.EQUALS;
    /** Operands of the update; the value of a store; the bound of a wait. */
    long a, b;
    /** Number of the cell in {@link Places}, or {@link #NOWHERE}. */
    int place;
    /** Whether its order among all others that are so matters (full fences of a weak model, writes if every state does). */
    boolean global;
    /** The step that this one can only come after, besides its own agent's, or {@link Clocks#NONE}. */
    int follows;

    /** What was there, and what is there now. */
    long old, now;
    /** Whether it counts as a write. */
    boolean wrote;
    /** Whether it saw an older value than the newest, or went in before it (a weak model's choice). */
    boolean late;

    Access(int agent) {
        this.agent = agent;
    }

    Access set(Kind kind, Cells cells, long index, Order order) {
        this.kind = kind;
        this.cells = cells;
        this.index = index;
        this.order = order;
        global = late = false;
        follows = Clocks.NONE;
        return this;
    }

    Access operands(long a, long b) {
        this.a = a;
        this.b = b;
        return this;
    }

    Access done(long old, long now, boolean wrote) {
        this.old = old;
        this.now = now;
        this.wrote = wrote;
        return this;
    }

    /** Whether it can happen while its cell holds {@code value}. */
    boolean isEnabledBy(long value) {
        return switch (kind) {
            case UPDATE -> update.isEnabled(value, a, b);
            case AWAIT -> until.holds(value, a);
            default -> true;
        };
    }

    /** Whether it would change or overwrite a cell that holds {@code value}. */
    boolean wouldWrite(long value) {
        return switch (kind) {
            case STORE, FLUSH -> true;
            case UPDATE -> update.apply(value, a, b) != value;
            default -> false;
        };
    }

    /** What would be in a cell that holds {@code value}. */
    long written(long value) {
        return switch (kind) {
            case STORE, FLUSH -> a;
            case UPDATE -> update.apply(value, a, b);
            default -> value;
        };
    }

    /** What the caller of the hook gets. */
    long result() {
        return old;
    }
}
