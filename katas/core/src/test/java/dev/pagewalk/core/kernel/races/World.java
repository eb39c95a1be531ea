package dev.pagewalk.core.kernel.races;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.kernel.Core;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.kernel.Syscalls;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.Page;
import dev.pagewalk.core.mm.PgtableTypes;
import java.util.Arrays;

/**
 * A small machine in the middle of a story.
 *
 * <pre>
 *   mm     A  A + 4K      two pages of anonymous memory, with 7 in the first word of each once {@link #touched}
 *   child  the same       after {@link #forked}
 * </pre>
 */
final class World {
    static final long PAGE = PgtableTypes.PAGE_SIZE;
    /** The pages of the stories. */
    static final long A = 0x4000_0000L;

    static final long B = A + PAGE;
    /** In another PTE table, below the same PMD table. */
    static final long FAR = A + 2 * PgtableTypes.PMD_SIZE;
    /** What is in the pages before the CPUs start. */
    static final long OLD = 7;

    final Machine machine;
    final MmStruct mm;
    private final long framesAtFirst;
    /** The second address space of a story. */
    MmStruct child;
    /** What the CPUs have seen, for the end of the story. */
    final long[] seen = new long[4];
    /** An address beside the pages that CPUs visit before the story begins, so that their walks are not part of it; 0 = none. */
    long known;
    /** What the CPUs have in hand. */
    Page page;

    private World(Hook hook, long bytes) {
        machine = Machine.boot(MachineConfig.standard().withCpus(3).withBytes(bytes).withHook(hook));
        framesAtFirst = machine.allocator().framesInUse();
        mm = machine.newMm();
    }

    /** One address space, with two pages that nobody has touched. */
    static World untouched(Hook hook) {
        World world = new World(hook, 2L << 20);
        world.calls().mmap(world.mm, A, 2 * PAGE, VM_READ, VM_WRITE);
        return world;
    }

    /** One address space, nothing mapped, and memory for a huge page. */
    static World empty(Hook hook) {
        return new World(hook, 8L << 20);
    }

    /** The two pages hold {@link #OLD}. */
    static World touched(Hook hook) {
        World world = untouched(hook);
        world.run(0, world.mm);
        world.store(0, A, OLD);
        world.store(0, B, OLD);
        world.run(0, null);
        return world;
    }

    /** The two pages hold {@link #OLD}, in the child too. */
    static World forked(Hook hook) {
        World world = touched(hook);
        world.child = world.calls().fork(world.mm);
        return world;
    }

    /** The PTE table of the two pages is there. */
    World withTables() {
        calls().mmap(mm, B + PAGE, PAGE, VM_READ, VM_WRITE);
        calls().populate(mm, B + PAGE, true);
        known = B + PAGE;
        return this;
    }

    /** The tables above the PTE table of the two pages are there. */
    World withUpperTables() {
        calls().mmap(mm, FAR, PAGE, VM_READ, VM_WRITE);
        calls().populate(mm, FAR, true);
        known = FAR;
        return this;
    }

    /** CPUs 0 and 1 run the address space. */
    World onBothCpus() {
        run(0, mm);
        run(1, mm);
        return visit();
    }

    /** CPU 0 runs the parent, CPU 1 the child. */
    World oneEach() {
        run(0, mm);
        run(1, child);
        return visit();
    }

    private World visit() {
        if (known != 0) {
            load(0, known);
            load(1, known);
        }
        return this;
    }

    /** CPU 1 has read both pages, as user code, and so has cached how to reach them. */
    World warm() {
        load(1, A);
        load(1, B);
        return this;
    }

    /** CPU 1 has written both pages, so that its translations are dirty ones. */
    World hot() {
        store(1, A, OLD);
        store(1, B, OLD);
        return this;
    }

    Syscalls calls() {
        return machine.syscalls();
    }

    void run(int cpu, MmStruct next) {
        machine.core(cpu).switchTo(next);
    }

    long load(int cpu, long va) {
        return machine.core(cpu).load(va);
    }

    boolean store(int cpu, long va, long value) {
        return machine.core(cpu).store(va, value);
    }

    /** What an address space has at an address, when all is over. */
    long finallyAt(MmStruct where, long va) {
        Core core = machine.core(2);
        core.switchTo(where);
        long value = core.load(va);
        core.switchTo(null);
        return value;
    }

    /** Grace periods are over, and every invariant of a machine at rest holds. */
    void expectSound() {
        machine.rcuBarrier();
        MmInvariants.of(machine).check();
    }

    /** Nothing is left over when the last address space is gone. */
    void expectNothingLeft() {
        expectSound();
        machine.mms().forEach(calls()::exit);
        machine.rcuBarrier();
        var left = MmInvariants.of(machine).atTheEnd(framesAtFirst);
        expect(left.isEmpty(), "nothing left over", left);
    }

    static void expect(boolean holds, String promise, Object actual) {
        if (!holds) {
            throw new AssertionError("expected " + promise + ", but was " + actual);
        }
    }

    /** The value is one that the story can explain. */
    static void expectOneOf(String what, long actual, long... possible) {
        for (long value : possible) {
            if (value == actual) {
                return;
            }
        }
        throw new AssertionError("expected " + what + " to be one of " + Arrays.toString(possible) + ", but was " + actual);
    }
}
