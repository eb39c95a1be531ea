package dev.pagewalk.core.kernel;

import static dev.pagewalk.core.mm.PgtableTypes.PAGE_SIZE;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.LogicalView;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.mm.MemMap;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.Pgtable;
import dev.pagewalk.core.mm.Pte;
import dev.pagewalk.core.mm.PtePtr;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** System calls, faults and user accesses of two CPUs at once, in every order that a budget allows. */
class KernelRacesTest {
    private static final long BASE = 0x4000_0000L;
    private static final long BUDGET = Long.getLong("pagewalk.executions", 30);
    private static final Explorer EXPLORER = Explorer.of(Engine.DPOR, BUDGET).then(Engine.TWO_PREEMPTIONS, BUDGET).then(
            Engine.PCT,
            BUDGET);

    /** A machine with a process, and perhaps a child. */
    private static final class World {
        final Machine machine;
        final MmStruct mm;
        MmStruct child;
        long seen;

        World(Hook hook, MmOps ops) {
            machine = Machine.boot(MachineConfig.standard().withCpus(2).withBytes(8 << 20).withOps(ops).withHook(hook));
            mm = machine.newMm();
            machine.syscalls().mmap(mm, BASE, 4 * PAGE_SIZE, VM_READ, VM_WRITE);
            machine.core(0).switchTo(mm);
        }

        World stored(long value) {
            machine.core(0).store(BASE, value);
            return this;
        }

        World bothOn(MmStruct second) {
            machine.core(1).switchTo(second);
            return this;
        }

        World forked(boolean cowPgtable) {
            child = machine.syscalls().clone3(mm, cowPgtable);
            return bothOn(child);
        }

        void expectSound() {
            machine.rcuBarrier();
            assertEquals("[]", MmInvariants.of(machine).violations().toString());
        }

        void expectWords(MmStruct space, long first, long second) {
            expectSound();
            assertEquals(first, LogicalView.word(space, BASE));
            assertEquals(second, LogicalView.word(space, BASE + 8));
        }

        World warmed() {
            bothOn(mm);
            machine.core(1).load(BASE);
            return this;
        }

        /** What a batch that frees before it flushes would do. */
        void zapWithoutFlush() {
            PtePtr at = Pgtable.pte_offset(Pgtable.pmd_offset(mm, BASE).get(), BASE);
            Page page = pages().page(at.getAndSet(Pte.NONE).pfn());
            page.mapcountDec();
            machine.allocator().free_page(page);
        }

        private MemMap pages() {
            return machine.pages();
        }

        void checkInFlight() {
            MmInvariants.of(machine).checkInFlight();
        }
    }

    @Test
    void two_first_writes_to_one_page_make_one_page() {
        explore(named("write / write", MmOps.plain(), w -> w.bothOn(w.mm))
                .cpu("CPU 0: store", w -> w.machine.core(0).store(BASE, 1))
                .cpu("CPU 1: store", w -> w.machine.core(1).store(BASE + 8, 2))
                .atEnd(w -> w.expectWords(w.mm, 1, 2)));
    }

    @Test
    void a_write_by_each_side_after_fork_stays_on_its_side() {
        explore(named("write / write after fork", MmOps.plain(), w -> w.stored(5).forked(false))
                .cpu("CPU 0: store", w -> w.machine.core(0).store(BASE, 1))
                .cpu("CPU 1: store", w -> w.machine.core(1).store(BASE + 8, 2))
                .atEnd(w -> {
                    w.expectWords(w.mm, 1, 0);
                    w.expectWords(w.child, 5, 2);
                }));
    }

    @Test
    void two_sharers_of_a_table_that_write_at_once_part_in_peace() {
        explore(named("break / break", MmOps.plain().with(new CowKatas()), w -> w.stored(5).forked(true))
                .cpu("CPU 0: store", w -> w.machine.core(0).store(BASE, 1))
                .cpu("CPU 1: store", w -> w.machine.core(1).store(BASE + 8, 2))
                .atEnd(w -> {
                    w.expectWords(w.mm, 1, 0);
                    w.expectWords(w.child, 5, 2);
                }));
    }

    @Test
    void one_sharer_exits_while_the_other_writes() {
        explore(named("exit / write", MmOps.plain().with(new CowKatas()), w -> w.stored(5).forked(true))
                .cpu("CPU 0: exit", w -> w.machine.syscalls().exit(w.mm))
                .cpu("CPU 1: store", w -> w.machine.core(1).store(BASE + 8, 2))
                .atEnd(w -> w.expectWords(w.child, 5, 2)));
    }

    @Test
    void no_cpu_reads_a_page_that_madvise_has_freed() {
        explore(named("madvise / load", MmOps.plain(), w -> w.stored(5).bothOn(w.mm))
                .cpu("CPU 0: madvise", w -> w.machine.syscalls().madviseDontNeed(w.mm, BASE, PAGE_SIZE))
                .cpu("CPU 1: load", w -> w.seen = w.machine.core(1).load(BASE))
                .atEnd(w -> assertTrue(w.seen == 5 || w.seen == 0, "read " + w.seen)));
    }

    @Test
    void a_table_that_is_freed_and_wanted_at_once_is_there_for_whoever_wants_it() {
        explore(named("madvise / store", MmOps.plain().with(new ReclaimKatas()), w -> w.stored(5).bothOn(w.mm))
                .cpu("CPU 0: madvise", w -> w.machine.syscalls().madviseDontNeed(w.mm, BASE, PAGE_SIZE))
                .cpu("CPU 1: store", w -> w.machine.core(1).store(BASE + PAGE_SIZE, 2))
                .atEnd(w -> assertEquals(2, LogicalView.word(w.mm, BASE + PAGE_SIZE))));
    }

    @Test
    void a_store_comes_before_mprotect_or_not_at_all() {
        explore(named("mprotect / store", MmOps.plain(), w -> w.stored(5).bothOn(w.mm))
                .cpu("CPU 0: mprotect", w -> {
                    w.machine.syscalls().mprotect(w.mm, BASE, PAGE_SIZE, VM_READ);
                    w.seen = LogicalView.word(w.mm, BASE);
                })
                .cpu("CPU 1: store", w -> w.machine.core(1).store(BASE, 2))
                .atEnd(w -> assertEquals(w.seen, LogicalView.word(w.mm, BASE))));
    }

    @Test
    void a_page_that_is_swapped_out_and_written_at_once_keeps_the_write() {
        explore(named("swap-out / store", MmOps.plain(), w -> w.stored(5).bothOn(w.mm))
                .cpu("CPU 0: swap-out", w -> w.machine.syscalls().swapOut(w.mm, BASE))
                .cpu("CPU 1: store", w -> w.machine.core(1).store(BASE + 8, 2))
                .atEnd(w -> w.expectWords(w.mm, 5, 2)));
    }

    @Test
    void without_the_flush_of_madvise_the_stale_read_is_found() {
        Outcome outcome = EXPLORER.explore(named("zap without flush / load", MmOps.plain(), w -> w.stored(5).warmed())
                .cpu("CPU 0: zap", World::zapWithoutFlush)
                .cpu("CPU 1: load", w -> w.machine.core(1).load(BASE))
                .afterEachStep(World::checkInFlight));

        assertTrue(outcome.failure().isPresent(), outcome.toString());
    }

    private static Scenario<World> named(String name, MmOps ops, Consumer<World> more) {
        return Scenario.named(name).setUp(hook -> {
            World world = new World(hook, ops);
            more.accept(world);
            return world;
        });
    }

    private static void explore(Scenario<World> scenario) {
        Outcome outcome = EXPLORER.explore(scenario.afterEachStep(World::checkInFlight));
        outcome.failure().ifPresent(failure -> {
            throw new AssertionError(failure.text(), failure.cause());
        });
    }
}
