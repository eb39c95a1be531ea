package dev.pagewalk.core.kernel.races;

import static dev.pagewalk.core.kernel.races.World.A;
import static dev.pagewalk.core.kernel.races.World.OLD;
import static dev.pagewalk.core.kernel.races.World.PAGE;
import static dev.pagewalk.core.kernel.races.World.expect;
import static dev.pagewalk.core.kernel.races.World.expectOneOf;
import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.core.mm.VmFlag;
import java.util.List;
import java.util.Set;

/** Races that the kernel once lost; each is told in the fewest accesses that show it. */
final class FoundRaces {
    private static final String CALLBACK = "RCU callback / fault of another process";
    private static final String FILE = "fault / fault on one page of shared memory by two processes";
    /** Their CPUs meet in what is no cell: which orders matter, nobody can tell from the accesses. */
    static final Set<String> UNSEEN = Set.of(CALLBACK, FILE);

    private FoundRaces() {}

    static List<Scenario<World>> all() {
        return List.of(callbackAndFault(), onePageOfAFile(), ownAndSwapIn(), goneAndOwn(), goneAndSwapOut(), anywhereTwice(), twoForks(), hugeTwice());
    }

    /** That CPU 0 runs an RCU callback must not keep CPU 1 from sleeping. */
    private static Scenario<World> callbackAndFault() {
        return Scenario.named(CALLBACK)
                .setUp(hook -> {
                    World world = World.forked(hook).oneEach();
                    world.machine.platform().rcu().call_rcu(world.machine.alloc(), page -> page.platform().allocator().put_page(page));
                    return world;
                })
                .cpu("CPU 0: ends a grace period", w -> w.machine.platform().rcu().process())
                .cpu("CPU 1: stores", w -> w.store(1, A, 9))
                .atEnd(World::expectNothingLeft);
    }

    /** A page of a file is in memory once, whoever comes first. */
    private static Scenario<World> onePageOfAFile() {
        return Scenario.named(FILE)
                .setUp(hook -> SwapRaces.fileInBoth(hook, false).oneEach())
                .cpu("CPU 0: one process stores", w -> w.store(0, A, 1))
                .cpu("CPU 1: the other loads", w -> w.load(1, A))
                .atEnd(w -> {
                    expectOneOf("what the other process has", w.finallyAt(w.child, A), 1);
                    w.expectNothingLeft();
                });
    }

    /** The page is in the swap cache: the parent maps it, the child has an entry. Each must end with its own. */
    private static Scenario<World> ownAndSwapIn() {
        return Scenario.named("write to a page in the swap cache / swap in by another process")
                .setUp(hook -> {
                    World world = World.forked(hook);
                    world.calls().swapOut(world.child, A);
                    return world.oneEach();
                })
                .cpu("CPU 0: the parent stores", w -> w.store(0, A, 9))
                .cpu("CPU 1: the child loads", w -> w.seen[0] = w.load(1, A))
                .atEnd(w -> {
                    expectOneOf("what the child saw", w.seen[0], OLD);
                    expectOneOf("the child's page", w.finallyAt(w.child, A), OLD);
                    w.expectNothingLeft();
                });
    }

    /** While a TLB of the child's still leads to a page, the parent must not take it for his own. */
    private static Scenario<World> goneAndOwn() {
        return Scenario.named("munmap in the child / store of the parent / load of the child through a warm TLB")
                .setUp(hook -> {
                    World world = World.forked(hook);
                    world.run(0, world.mm);
                    world.run(1, world.child);
                    world.load(1, A);
                    return world;
                })
                .cpu("CPU 0: the parent stores", w -> w.store(0, A, 9))
                .cpu("CPU 1: the child loads", w -> {
                    w.seen[0] = w.load(1, A);
                    w.seen[1] = w.machine.core(1).outcome().ordinal();
                })
                .cpu("CPU 2: the child unmaps", w -> w.calls().munmap(w.child, A, PAGE))
                .atEnd(w -> {
                    expect(w.seen[1] != 0 || w.seen[0] == OLD, "the child's page, or a signal", w.seen[0]);
                    w.expectNothingLeft();
                });
    }

    /** Of a page that one process swaps out when the other's mapping goes, somebody must be the last user. */
    private static Scenario<World> goneAndSwapOut() {
        return Scenario.named("munmap / swap out of one page by two processes")
                .setUp(World::forked)
                .cpu("CPU 0: the parent unmaps", w -> w.calls().munmap(w.mm, A, PAGE))
                .cpu("CPU 1: the child's is swapped out", w -> w.calls().swapOut(w.child, A))
                .atEnd(World::expectNothingLeft);
    }

    private static Scenario<World> anywhereTwice() {
        return Scenario.named("mmap anywhere / mmap anywhere")
                .setUp(World::untouched)
                .cpu("CPU 0: maps a page", w -> w.seen[0] = w.calls().mmapAnywhere(w.mm, PAGE, PAGE, VM_READ))
                .cpu("CPU 1: maps a page", w -> w.seen[1] = w.calls().mmapAnywhere(w.mm, PAGE, PAGE, VM_READ))
                .atEnd(w -> expect(w.seen[0] != w.seen[1], "two places", "one, 0x" + Long.toHexString(w.seen[0])));
    }

    private static Scenario<World> twoForks() {
        return Scenario.named("fork / fork by two processes")
                .setUp(hook -> {
                    World world = World.empty(hook);
                    world.child = world.machine.newMm();
                    return world;
                })
                .cpu("CPU 0: one process forks", w -> w.seen[0] = w.calls().fork(w.mm).id())
                .cpu("CPU 1: the other forks", w -> w.seen[1] = w.calls().fork(w.child).id())
                .atEnd(w -> expect(w.seen[0] != w.seen[1], "two names", "both are mm#" + w.seen[0]));
    }

    private static Scenario<World> hugeTwice() {
        return Scenario.named("MADV_DONTNEED / MADV_DONTNEED of one huge page")
                .setUp(hook -> {
                    World world = World.empty(hook);
                    world.calls().mmap(world.mm, A, PgtableTypes.PMD_SIZE, VM_READ, VM_WRITE, VmFlag.VM_HUGEPAGE);
                    world.calls().populate(world.mm, A, true);
                    return world;
                })
                .cpu("CPU 0: does not need it", w -> w.calls().madviseDontNeed(w.mm, A, PgtableTypes.PMD_SIZE))
                .cpu("CPU 1: does not either", w -> w.calls().madviseDontNeed(w.mm, A, PgtableTypes.PMD_SIZE))
                .atEnd(World::expectNothingLeft);
    }
}
