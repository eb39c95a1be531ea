package dev.pagewalk.core.mm;

import dev.pagewalk.core.hook.Cells;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.hook.Order;
import dev.pagewalk.core.hook.Update;

/** Counters of the whole machine: {@code NR_PAGETABLE}, the page tables between their ctor and their dtor. */
public final class VmStat implements Cells {
    private final Platform platform;
    private long tables;

    VmStat(Platform platform) {
        this.platform = platform;
    }

    /** How many page tables, of any level, are between ctor and dtor. */
    public long nrPagetable() {
        return Hook.load(platform.hook(), this, 0, Order.RELAXED);
    }

    /**
     * One page table more or less.
     *
     * @throws RuleBroken I3, if there would be fewer than none
     */
    public void addPagetable(int delta) {
        long was = Hook.update(platform.hook(), this, 0, Update.ADD, delta, 0);
        if (was + delta < 0) {
            poke(0, was); // undone behind everybody's back: it is no step of the story that ends here
            throw new RuleBroken("I3 counters: no counter is ever negative", "NR_PAGETABLE >= 0", "a dtor without a ctor");
        }
    }

    @Override
    public long peek(long index) {
        return tables;
    }

    @Override
    public void poke(long index, long value) {
        tables = value;
    }

    @Override
    public String describe(long index) {
        return "NR_PAGETABLE";
    }
}
