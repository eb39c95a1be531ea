package dev.pagewalk.core.explore;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Until;
import dev.pagewalk.core.hook.Update;

/** The hook's side of an execution: makes each call the next step of the CPU that runs. */
abstract class Accesses implements Hook {
    final Access[] next;
    /** Whose program runs. */
    int running;
    /** While the world is built or checked: accesses are carried out at once, and nobody learns of them. */
    boolean quiet = true;

    /** @param next one for each agent, used over and over */
    Accesses(Access[] next) {
        this.next = next;
    }

    /** Returns when the access has been carried out, what the caller of the hook gets. */
    abstract long step(Access access);

    @Override
    public int cpu() {
        return quiet ? 0 : running;
    }

    @Override
    public long load(Cells cells, long index, Order order) {
        return quiet ? cells.peek(index) : step(next[running].set(Kind.LOAD, cells, index, order));
    }

    @Override
    public void store(Cells cells, long index, long value, Order order) {
        if (quiet) {
            cells.poke(index, value);
        } else {
            step(next[running].set(Kind.STORE, cells, index, order).operands(value, 0));
        }
    }

    @Override
    public long update(Cells cells, long index, Update update, long a, long b) {
        if (quiet) {
            return Hook.update(null, cells, index, update, a, b);
        }
        Access access = next[running].set(Kind.UPDATE, cells, index, Order.FULL).operands(a, b);
        access.update = update;
        return step(access);
    }

    @Override
    public long await(Cells cells, long index, Until until, long bound) {
        if (quiet) {
            return Hook.await(null, cells, index, until, bound);
        }
        Access access = next[running].set(Kind.AWAIT, cells, index, Order.ACQUIRE).operands(bound, 0);
        access.until = until;
        return step(access);
    }

    @Override
    public void fence(Order order) {
        if (!quiet) {
            step(next[running].set(Kind.FENCE, Nowhere.CELLS, 0, order));
        }
    }
}
