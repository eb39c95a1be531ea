package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.ProtectionKeys.PKS_KEY_PG_TABLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.explore.Verdict;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.mm.Errno;
import dev.pagewalk.core.mm.Gfp;
import dev.pagewalk.core.mm.GroupedPageCache;
import dev.pagewalk.core.mm.Memcg;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.RuleBroken;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the machine gives to a table cache, and what it objects to. */
@Tag("quick")
class GroupedPageCacheTest {
    private final Machine machine = machine(null);
    private final GroupedPageCache gpc = machine.platform().tableCache();

    @Test
    void both_masks_of_an_allocation_have_a_bit_in_common_and_only_one_of_them_may_sleep() {
        assertTrue((Gfp.GFP_KERNEL & Gfp.GFP_ATOMIC) != 0);
        assertTrue(Gfp.gfpflags_allow_blocking(Gfp.GFP_PGTABLE_USER));
        assertFalse(Gfp.gfpflags_allow_blocking(Gfp.GFP_ATOMIC | Gfp.__GFP_ZERO | Gfp.__GFP_ACCOUNT));
    }

    @Test
    void pages_come_off_a_list_in_front_and_go_on_at_either_end() {
        Page first = machine.alloc();
        Page last = machine.alloc();
        gpc.lock().lock();
        gpc.add(last);
        gpc.add(first);
        gpc.addLast(gpc.removeFirst());

        assertEquals(last, gpc.removeFirst());
        assertEquals(first, gpc.removeFirst());
        assertNull(gpc.removeFirst());
        gpc.lock().unlock();
    }

    @Test
    void a_page_is_on_one_list_at_a_time_whichever_cpu_s_it_is() {
        Page page = machine.alloc();
        GroupedPageCache own = gpc.percpu(1);
        own.lock().lock();
        own.add(page);
        own.lock().unlock();
        gpc.lock().lock();

        expectBroken("I26", () -> gpc.add(page));
        assertEquals(0, gpc.size());
        assertEquals("[" + page + "]", gpc.cached().toString());
        assertEquals(1, gpc.listsInUse());
        gpc.lock().unlock();
    }

    @Test
    void the_list_lock_is_held_over_no_allocation_no_free_and_no_change_of_keys() {
        Page page = machine.alloc();
        gpc.percpu(0).lock().lock();

        expectBroken("I31", () -> machine.allocator().alloc_pages(Gfp.GFP_ATOMIC, 0));
        expectBroken("I31", () -> machine.allocator().free_page(page));
        expectBroken("I31", () -> gpc.set_memory_pks(page, 1, PKS_KEY_PG_TABLES));
        expectBroken("I31", () -> gpc.add(page));
        gpc.percpu(0).lock().unlock();
    }

    @Test
    void a_key_is_put_on_anywhere_and_taken_off_only_where_one_may_sleep() {
        Page page = machine.alloc();
        machine.platform().rcu().rcu_read_lock();

        assertEquals(0, gpc.set_memory_pks(page, 1, PKS_KEY_PG_TABLES));
        expectBroken("I32", () -> gpc.set_memory_pks(page, 1, 0));
        machine.platform().rcu().rcu_read_unlock();
        assertEquals(0, gpc.set_memory_pks(page, 1, 0));
    }

    @Test
    void a_charge_is_made_once_and_taken_back_once() {
        Page page = machine.alloc();
        assertEquals(0, Memcg.__memcg_kmem_charge_page(page, Gfp.GFP_PGTABLE_USER));
        assertEquals(1, machine.platform().memcg().charged());

        expectBroken("I27", () -> Memcg.__memcg_kmem_charge_page(page, Gfp.GFP_PGTABLE_USER));
        expectBroken("I27", () -> machine.allocator().free_page(page));
        assertTrue(MmInvariants.of(machine).violations().toString().contains("I27"));
        Memcg.__memcg_kmem_uncharge_page(page);

        expectBroken("I27", () -> Memcg.__memcg_kmem_uncharge_page(page));
        assertEquals(0, machine.platform().memcg().charged());
    }

    @Test
    void a_charge_that_is_refused_leaves_no_trace() {
        Page page = machine.alloc();
        machine.platform().failures().failAt(1);

        assertEquals(-Errno.ENOMEM, Memcg.__memcg_kmem_charge_page(page, Gfp.GFP_PGTABLE_USER));
        assertFalse(Memcg.PageMemcgKmem(page));
        assertEquals(0, machine.platform().memcg().charged());
    }

    /** Without cpa_lock each CPU splits it for itself, and one table with one key is lost. */
    @Test
    void two_cpus_that_split_the_same_large_page_split_it_once() {
        Outcome outcome = Explorer.standard().explore(Scenario.named("key / key in one large page")
                .setUp(GroupedPageCacheTest::machine)
                .cpu("CPU 0", world -> key(world, 40))
                .cpu("CPU 1", world -> key(world, 41))
                .atEnd(world -> {
                    assertEquals(PKS_KEY_PG_TABLES, world.directMap().keyOf(40));
                    assertEquals(PKS_KEY_PG_TABLES, world.directMap().keyOf(41));
                    assertEquals(4, world.directMap().tables());
                }));

        assertEquals(Verdict.PASSED, outcome.verdict());
    }

    private static void key(Machine machine, long pfn) {
        machine.platform().tableCache().set_memory_pks(machine.pages().page(pfn), 1, PKS_KEY_PG_TABLES);
    }

    private static Machine machine(Hook hook) {
        return Machine.boot(MachineConfig.standard().withBytes(8 << 20).withCpus(2).withHook(hook).withOps(MmOps.plain().with(new CacheKata())));
    }

    private static void expectBroken(String rule, Executable call) {
        RuleBroken broken = assertThrows(RuleBroken.class, call);
        assertTrue(broken.rule().startsWith(rule), broken.rule());
    }
}
