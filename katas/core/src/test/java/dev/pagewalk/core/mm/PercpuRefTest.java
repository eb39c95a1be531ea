package dev.pagewalk.core.mm;

import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_exit;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_get;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_init;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_is_zero;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_put;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_atomic_sync;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_switch_to_percpu;
import static dev.pagewalk.core.mm.PercpuRef.percpu_ref_tryget;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.hw.Event;
import dev.pagewalk.core.kernel.Machine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A percpu_ref in both its modes. */
@Tag("quick")
class PercpuRefTest {
    private final Machine machine = Machine.boot();
    private final PercpuRefs refs = machine.platform().refs();
    private final List<PercpuRef> released = new ArrayList<>();
    private final PercpuRef ref = made();

    private PercpuRef made() {
        PercpuRef fresh = refs.kmallocPercpuRef();
        assertEquals(0, percpu_ref_init(fresh, released::add, PercpuRef.PERCPU_REF_ALLOW_REINIT));
        return fresh;
    }

    @Test
    void it_begins_with_one_in_percpu_mode_and_nobody_knows_when_it_is_zero() {
        assertTrue(ref.isPercpuMode());
        assertEquals(1, ref.total());

        percpu_ref_put(ref);

        assertEquals(0, ref.total());
        assertFalse(percpu_ref_is_zero(ref));
        assertTrue(percpu_ref_tryget(ref));
        assertEquals(List.of(), released);
    }

    @Test
    void counts_of_all_cpus_are_added_up_by_the_switch() {
        machine.on(1);
        percpu_ref_get(ref);
        machine.on(0);
        percpu_ref_put(ref);

        percpu_ref_switch_to_atomic_sync(ref);
        percpu_ref_switch_to_atomic_sync(ref);

        assertFalse(ref.isPercpuMode());
        assertEquals(1, ref.total());
        percpu_ref_put(ref);
        assertTrue(percpu_ref_is_zero(ref));
        assertEquals(List.of(ref), released);
    }

    @Test
    void zero_in_atomic_mode_is_final() {
        percpu_ref_put(ref);
        percpu_ref_switch_to_atomic_sync(ref);

        assertTrue(percpu_ref_is_zero(ref));
        assertFalse(percpu_ref_tryget(ref));
        assertThrows(RuleBroken.class, () -> percpu_ref_get(ref));
        assertThrows(RuleBroken.class, () -> percpu_ref_put(ref));
        assertThrows(RuleBroken.class, () -> percpu_ref_switch_to_percpu(ref));
        assertEquals(List.of(ref), released);
    }

    @Test
    void it_goes_back_to_percpu_mode_with_its_count() {
        percpu_ref_switch_to_atomic_sync(ref);
        percpu_ref_get(ref);

        percpu_ref_switch_to_percpu(ref);
        percpu_ref_put(ref);

        assertTrue(ref.isPercpuMode());
        assertEquals(1, ref.total());
        assertFalse(percpu_ref_is_zero(ref));
    }

    @Test
    void percpu_mode_moves_no_cache_line_and_takes_no_lock() {
        percpu_ref_tryget(ref);
        machine.on(1);
        percpu_ref_tryget(ref);
        long lines = machine.platform().pmu().get(Event.LINE_TRANSFER);
        long locks = machine.platform().pmu().get(Event.LOCK);
        for (int cpu = 0; cpu < 4; cpu++) {
            machine.on(cpu % 2);
            percpu_ref_tryget(ref);
            percpu_ref_put(ref);
        }
        assertEquals(lines, machine.platform().pmu().get(Event.LINE_TRANSFER));
        assertEquals(locks, machine.platform().pmu().get(Event.LOCK));

        percpu_ref_switch_to_atomic_sync(ref);
        percpu_ref_get(ref);
        machine.on(0);
        percpu_ref_get(ref);

        assertEquals(lines + 1, machine.platform().pmu().get(Event.LINE_TRANSFER));
    }

    @Test
    void the_switch_waits_and_so_must_not_come_where_waiting_is_forbidden() {
        machine.platform().rcu().rcu_read_lock();

        assertThrows(RuleBroken.class, () -> percpu_ref_switch_to_atomic_sync(ref));

        assertTrue(ref.isPercpuMode());
    }

    @Test
    void each_init_has_one_exit_and_each_kmalloc_one_kfree() {
        assertThrows(RuleBroken.class, () -> refs.kfree(ref));
        assertThrows(RuleBroken.class, () -> percpu_ref_init(ref, null, 0));
        percpu_ref_exit(ref);
        assertThrows(RuleBroken.class, () -> percpu_ref_exit(ref));
        assertThrows(RuleBroken.class, () -> percpu_ref_tryget(ref));

        refs.kfree(ref);
        refs.kfree(null);

        assertThrows(RuleBroken.class, () -> refs.kfree(ref));
        assertEquals(0, refs.live());
    }

    @Test
    void both_allocations_can_fail() {
        machine.platform().failures().failAt(1);
        assertNull(refs.kmallocPercpuRef());
        PercpuRef raw = refs.kmallocPercpuRef();
        machine.platform().failures().failAt(1);

        assertEquals(-Errno.ENOMEM, percpu_ref_init(raw, null, 0));

        assertEquals(0, percpu_ref_init(raw, null, PercpuRef.PERCPU_REF_INIT_ATOMIC));
        assertFalse(raw.isPercpuMode());
        assertEquals(1, raw.total());
    }

    @Test
    void nothing_is_done_to_a_ref_that_was_not_initialised() {
        PercpuRef raw = refs.kmallocPercpuRef();

        assertThrows(RuleBroken.class, () -> percpu_ref_put(raw));
        assertThrows(RuleBroken.class, () -> percpu_ref_tryget(raw));
        assertThrows(RuleBroken.class, () -> percpu_ref_is_zero(raw));
        assertThrows(RuleBroken.class, () -> percpu_ref_switch_to_atomic_sync(raw));
        assertThrows(RuleBroken.class, () -> percpu_ref_switch_to_percpu(raw));
        assertThrows(RuleBroken.class, () -> percpu_ref_exit(raw));
    }

    @Test
    void initialising_and_switching_may_sleep() {
        PercpuRef raw = refs.kmallocPercpuRef();
        machine.platform().rcu().rcu_read_lock();

        assertThrows(RuleBroken.class, () -> percpu_ref_init(raw, null, 0));
        assertThrows(RuleBroken.class, () -> percpu_ref_switch_to_atomic_sync(ref));
    }

    @Test
    void a_switch_to_atomic_waits_for_one_grace_period_and_a_second_for_none() {
        long before = machine.platform().pmu().get(Event.GRACE_PERIOD);

        percpu_ref_switch_to_atomic_sync(ref);
        assertEquals(1, machine.platform().pmu().get(Event.GRACE_PERIOD) - before);
        percpu_ref_switch_to_atomic_sync(ref);

        assertEquals(1, machine.platform().pmu().get(Event.GRACE_PERIOD) - before);
    }

    @Test
    void refs_do_not_share_cache_lines() {
        PercpuRef other = made();
        percpu_ref_get(ref);
        machine.on(1);
        long before = machine.platform().pmu().get(Event.LINE_TRANSFER);

        percpu_ref_get(other);
        percpu_ref_get(ref);

        assertEquals(0, machine.platform().pmu().get(Event.LINE_TRANSFER) - before);
    }

    @Test
    void a_ref_that_is_used_again_begins_anew() {
        machine.on(1);
        percpu_ref_get(ref);
        percpu_ref_exit(ref);

        assertEquals(0, percpu_ref_init(ref, null, PercpuRef.PERCPU_REF_INIT_ATOMIC));

        assertEquals(1, ref.total());
        assertFalse(ref.isPercpuMode());
    }
}
