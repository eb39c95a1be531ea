package dev.pagewalk.core.kernel.races;

import static dev.pagewalk.core.kernel.races.World.A;
import static dev.pagewalk.core.kernel.races.World.OLD;
import static dev.pagewalk.core.kernel.races.World.PAGE;
import static dev.pagewalk.core.kernel.races.World.expectOneOf;

import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.mm.VmFile;
import dev.pagewalk.core.mm.VmFlag;
import java.util.EnumSet;
import java.util.List;

/** Pages that several address spaces know: in the swap cache, in a file, pinned. */
final class SwapRaces {
    private static final long WORD = 5;

    private SwapRaces() {}

    static List<Scenario<World>> all() {
        return List.of(outAndStore(), outAndOut(), inAndIn(), exitAndSwapIn(), exitAndFileFault(), pinAndFork());
    }

    private static Scenario<World> outAndStore() {
        return Scenario.named("swap out / store through a warm TLB")
                .setUp(hook -> World.touched(hook).onBothCpus().hot())
                .cpu("CPU 0: swaps out", w -> w.calls().swapOut(w.mm, A))
                .cpu("CPU 1: stores", w -> w.store(1, A, 9))
                .atEnd(w -> {
                    expectOneOf("the page", w.finallyAt(w.mm, A), 9);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> outAndOut() {
        return Scenario.named("swap out / swap out of one page by two processes")
                .setUp(World::forked)
                .cpu("CPU 0: swaps the parent's out", w -> w.calls().swapOut(w.mm, A))
                .cpu("CPU 1: swaps the child's out", w -> w.calls().swapOut(w.child, A))
                .atEnd(w -> {
                    expectOneOf("the parent's page", w.finallyAt(w.mm, A), OLD);
                    expectOneOf("the child's page", w.finallyAt(w.child, A), OLD);
                    w.expectNothingLeft();
                });
    }

    private static World bothOut(Hook hook) {
        World world = World.forked(hook);
        world.calls().swapOut(world.mm, A);
        world.calls().swapOut(world.child, A);
        return world.oneEach();
    }

    private static Scenario<World> inAndIn() {
        return Scenario.named("swap in / swap in of one slot by two processes")
                .setUp(SwapRaces::bothOut)
                .cpu("CPU 0: the parent loads", w -> w.seen[0] = w.load(0, A))
                .cpu("CPU 1: the child stores", w -> w.store(1, A, 2))
                .atEnd(w -> {
                    expectOneOf("what the parent saw", w.seen[0], OLD);
                    expectOneOf("the parent's page", w.finallyAt(w.mm, A), OLD);
                    expectOneOf("the child's page", w.finallyAt(w.child, A), 2);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> exitAndSwapIn() {
        return Scenario.named("exit / swap in of a page that both have")
                .setUp(hook -> {
                    World world = World.forked(hook);
                    world.calls().swapOut(world.child, A);
                    world.run(1, world.child);
                    return world;
                })
                .cpu("CPU 0: the parent exits", w -> w.calls().exit(w.mm))
                .cpu("CPU 1: the child loads", w -> w.seen[0] = w.load(1, A))
                .atEnd(w -> {
                    expectOneOf("what the child saw", w.seen[0], OLD);
                    w.expectNothingLeft();
                });
    }

    /** Two address spaces that map page 0 of a file; the first has touched it. */
    static World fileInBoth(Hook hook, boolean touched) {
        World world = World.untouched(hook).withTables();
        VmFile file = VmFile.shmem("memory");
        world.child = world.machine.newMm();
        for (var mm : List.of(world.mm, world.child)) {
            world.calls().mmap(mm, A, PAGE, file, 0, EnumSet.of(VmFlag.VM_READ, VmFlag.VM_WRITE, VmFlag.VM_SHARED));
            world.calls().mmap(mm, World.FAR, PAGE, VmFlag.VM_READ, VmFlag.VM_WRITE);
            world.calls().populate(mm, World.FAR, true);
        }
        world.known = World.FAR;
        if (touched) {
            world.run(0, world.mm);
            world.store(0, A, WORD);
            world.run(0, null);
        }
        return world;
    }

    private static Scenario<World> exitAndFileFault() {
        return Scenario.named("exit / fault on a page of shared memory")
                .setUp(hook -> {
                    World world = fileInBoth(hook, true);
                    world.run(1, world.child);
                    return world;
                })
                .cpu("CPU 0: one process exits", w -> w.calls().exit(w.mm))
                .cpu("CPU 1: the other loads", w -> w.seen[0] = w.load(1, A))
                .atEnd(w -> {
                    expectOneOf("what it saw", w.seen[0], WORD);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> pinAndFork() {
        return Scenario.named("pin for writing / fork")
                .setUp(hook -> World.touched(hook).onBothCpus())
                .cpu("CPU 0: pins, then the device writes", w -> {
                    w.page = w.calls().pin(w.mm, A, true);
                    w.machine.memory().store(w.page.address(), 9);
                })
                .cpu("CPU 1: forks, then stores", w -> {
                    w.child = w.calls().fork(w.mm);
                    w.store(1, A + 8, 3);
                })
                .atEnd(w -> {
                    expectOneOf("the device's word, as the process sees it", w.finallyAt(w.mm, A), 9);
                    expectOneOf("the process's word, as the device sees it", w.machine.memory().peek(w.page.address() + 8), 3);
                    w.calls().unpin(w.page);
                    w.expectNothingLeft();
                });
    }
}
