package dev.pagewalk.core.mm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hook.WouldBlock;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.Pgalloc;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Locks know holder and order; nothing sleeps where it must not; callbacks wait for readers. */
@Tag("quick")
class LocksTest {
    private final Machine machine = Machine.boot();
    private final Platform platform = machine.platform();
    private final Lockdep lockdep = platform.lockdep();
    private final Rcu rcu = platform.rcu();
    private final Page low = machine.alloc();
    private final Page high = machine.alloc();
    private final MmStruct mm = machine.newMm();

    @Test
    void locks_of_one_kind_are_taken_by_rising_address() {
        low.lock().lock();
        high.lock().lock();
        high.lock().unlock();
        low.lock().unlock();
        high.lock().lock();

        RuleBroken broken = assertThrows(RuleBroken.class, () -> low.lock().lock());

        assertTrue(broken.rule().startsWith("I31"), broken.rule());
        assertEquals(1, lockdep.held().size());
    }

    @Test
    void trylock_takes_in_any_order_and_says_whether() {
        high.lock().lock();

        assertTrue(low.lock().trylock());

        machine.on(1);
        assertFalse(low.lock().trylock());
        assertThrows(RuleBroken.class, () -> low.lock().unlock());
        assertThrows(WouldBlock.class, () -> low.lock().lock());
    }

    @Test
    void the_pmd_lock_comes_before_the_pte_lock() {
        PmdPtr slot = new PmdPtr(machine.pages(), high.address());
        low.lock().lock();

        assertThrows(RuleBroken.class, () -> mm.pmd_lock(slot).lock());

        low.lock().unlock();
        mm.pmd_lock(slot).lock();
        low.lock().lock();
        assertEquals(2, lockdep.held().size());
        assertEquals(2, lockdep.heldAnywhere().size());
    }

    @Test
    void the_lock_of_a_table_ends_with_the_table_and_begins_anew_with_the_next() {
        Page table = Pgalloc.pte_alloc_one(mm);
        SpinLock lock = table.lock();
        lock.lock();
        lock.unlock();

        Pgalloc.pte_free(mm, table);

        assertTrue(assertThrows(RuleBroken.class, lock::trylock).rule().startsWith("I30"));
        assertTrue(assertThrows(RuleBroken.class, lock::lock).rule().startsWith("I30"));
        Page next = Pgalloc.pte_alloc_one(mm);
        while (!next.equals(table)) {
            next = Pgalloc.pte_alloc_one(mm);
        }
        next.lock().lock();
        assertTrue(next.lock().isHeld());
    }

    @Test
    void nothing_sleeps_under_a_spinlock() {
        low.lock().lock();

        assertThrows(RuleBroken.class, () -> mm.mmapLock().readLock());
        assertThrows(RuleBroken.class, rcu::synchronize_rcu);
        RuleBroken broken = assertThrows(RuleBroken.class, () -> machine.allocator().alloc_pages(Gfp.GFP_KERNEL, 0));
        assertTrue(broken.rule().startsWith("I32"), broken.rule());
        assertThrows(RuleBroken.class, lockdep::expectNothingHeld);
        machine.allocator().free_page(machine.allocator().alloc_pages(Gfp.GFP_ATOMIC, 0));
    }

    @Test
    void many_read_or_one_writes() {
        mm.mmapLock().readLock();
        machine.on(1);
        mm.mmapLock().readLock();

        machine.on(2);
        assertThrows(WouldBlock.class, () -> mm.mmapLock().writeLock());
        machine.on(1);
        mm.mmapLock().readUnlock();
        machine.on(0);
        assertThrows(RuleBroken.class, () -> mm.mmapLock().writeUnlock());
        mm.mmapLock().readUnlock();
        mm.mmapLock().writeLock();
        assertTrue(mm.mmapLock().isHeld());
        machine.on(1);
        assertThrows(WouldBlock.class, () -> mm.mmapLock().readLock());
        assertThrows(RuleBroken.class, () -> mm.mmapLock().readUnlock());
        machine.on(0);
        mm.mmapLock().writeUnlock();
    }

    @Test
    void locks_are_counted() {
        long before = platform.pmu().get(Event.LOCK);

        low.lock().lock();
        low.lock().unlock();
        assertTrue(low.lock().trylock());
        mm.mmapLock();

        assertEquals(2, platform.pmu().get(Event.LOCK) - before);
    }

    @Test
    void a_callback_waits_for_those_who_were_inside() {
        List<Page> freed = new ArrayList<>();
        machine.on(1);
        rcu.rcu_read_lock();
        machine.on(0);
        rcu.call_rcu(low, freed::add);

        rcu.process();
        assertEquals(List.of(), freed);
        assertEquals(List.of(low), rcu.waiting());
        assertThrows(WouldBlock.class, rcu::synchronize_rcu);

        machine.on(1);
        rcu.rcu_read_unlock();
        rcu.rcu_read_lock();
        machine.on(0);
        rcu.process();
        assertEquals(List.of(low), freed);
        assertEquals(0, rcu.pending());
        assertTrue(rcu.isAnyoneInside());
    }

    @Test
    void sections_nest_and_are_closed_as_often_as_opened() {
        rcu.rcu_read_lock();
        rcu.rcu_read_lock();
        rcu.rcu_read_unlock();
        assertTrue(rcu.isInside());
        assertThrows(RuleBroken.class, rcu::synchronize_rcu);
        assertThrows(RuleBroken.class, lockdep::expectNothingHeld);

        rcu.rcu_read_unlock();

        assertFalse(rcu.isInside());
        assertThrows(RuleBroken.class, rcu::rcu_read_unlock);
        rcu.synchronize_rcu();
    }

    @Test
    void a_callback_must_not_sleep() {
        rcu.call_rcu(low, page -> rcu.synchronize_rcu());

        RuleBroken broken = assertThrows(RuleBroken.class, rcu::rcu_barrier);

        assertTrue(broken.actual().contains("callback"), broken.actual());
    }

    @Test
    void waiting_is_counted_by_grace_periods() {
        long before = platform.pmu().get(Event.GRACE_PERIOD);

        rcu.synchronize_rcu();

        assertEquals(1, platform.pmu().get(Event.GRACE_PERIOD) - before);
    }
}
