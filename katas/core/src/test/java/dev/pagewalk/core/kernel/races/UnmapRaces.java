package dev.pagewalk.core.kernel.races;

import static dev.pagewalk.core.kernel.races.World.A;
import static dev.pagewalk.core.kernel.races.World.B;
import static dev.pagewalk.core.kernel.races.World.FAR;
import static dev.pagewalk.core.kernel.races.World.OLD;
import static dev.pagewalk.core.kernel.races.World.PAGE;
import static dev.pagewalk.core.kernel.races.World.expect;
import static dev.pagewalk.core.kernel.races.World.expectOneOf;

import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.kernel.VmFault;
import dev.pagewalk.core.mm.VmFlag;
import java.util.List;
import java.util.Set;

/** Mappings that go, move or lose rights while another CPU uses them. */
final class UnmapRaces {
    private static final String STORE = "munmap / fault on the page that goes";
    private static final String POPULATE = "mprotect to read-only / populate for writing";
    private static final String PROTECT = "mprotect to read-only / write fault";
    /** Their CPUs meet in the VMAs, which are no cells. */
    static final Set<String> UNSEEN = Set.of(STORE, POPULATE, PROTECT);

    private UnmapRaces() {}

    static List<Scenario<World>> all() {
        return List.of(munmapAndStore(), munmapAndFault(), dontNeedAndStore(), dontNeedTwice(), mprotectAndStore(), mremapAndStore(),
                switchAndMunmap(), twoCallersOfMunmap(), mprotectAndPopulate(), mprotectAndFault(), faultAndDontNeed());
    }

    private static Scenario<World> munmapAndStore() {
        return Scenario.named("munmap / store through a warm TLB")
                .setUp(hook -> World.touched(hook).onBothCpus().hot())
                .cpu("CPU 0: unmaps", w -> w.calls().munmap(w.mm, A, PAGE))
                .cpu("CPU 1: stores", w -> w.store(1, A, 9))
                .atEnd(w -> {
                    expectOneOf("the other page", w.finallyAt(w.mm, B), OLD);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> munmapAndFault() {
        return Scenario.named(STORE)
                .setUp(hook -> World.untouched(hook).withTables().onBothCpus())
                .cpu("CPU 0: unmaps", w -> w.calls().munmap(w.mm, A, 2 * PAGE))
                .cpu("CPU 1: stores", w -> w.store(1, A, 9))
                .atEnd(World::expectNothingLeft);
    }

    private static Scenario<World> dontNeedAndStore() {
        return Scenario.named("MADV_DONTNEED / store")
                .setUp(hook -> World.touched(hook).onBothCpus().hot())
                .cpu("CPU 0: does not need it", w -> w.calls().madviseDontNeed(w.mm, A, PAGE))
                .cpu("CPU 1: stores", w -> w.store(1, A, 9))
                .atEnd(w -> {
                    expectOneOf("the page", w.finallyAt(w.mm, A), 0, 9);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> dontNeedTwice() {
        return Scenario.named("MADV_DONTNEED / MADV_DONTNEED of one page")
                .setUp(World::touched)
                .cpu("CPU 0: does not need it", w -> w.calls().madviseDontNeed(w.mm, A, PAGE))
                .cpu("CPU 1: does not either", w -> w.calls().madviseDontNeed(w.mm, A, PAGE))
                .atEnd(w -> {
                    expectOneOf("the page", w.finallyAt(w.mm, A), 0);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> mprotectAndStore() {
        return Scenario.named("mprotect to read-only / store through a warm TLB")
                .setUp(hook -> World.touched(hook).onBothCpus().hot())
                .cpu("CPU 0: protects, then loads", w -> {
                    w.calls().mprotect(w.mm, A, PAGE, VmFlag.VM_READ);
                    w.seen[0] = w.load(0, A);
                })
                .cpu("CPU 1: stores", w -> w.seen[1] = w.store(1, A, 9) ? 9 : OLD)
                .atEnd(w -> {
                    expectOneOf("what CPU 0 saw when nobody could write any more", w.seen[0], w.finallyAt(w.mm, A));
                    expectOneOf("the page", w.finallyAt(w.mm, A), w.seen[1]);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> mremapAndStore() {
        return Scenario.named("mremap / store to the old place")
                .setUp(hook -> World.touched(hook).onBothCpus().hot())
                .cpu("CPU 0: moves the page", w -> {
                    w.calls().mremap(w.mm, A, PAGE, FAR, PAGE);
                    w.seen[0] = w.load(0, FAR);
                })
                .cpu("CPU 1: stores", w -> w.seen[1] = w.store(1, A, 9) ? 9 : OLD)
                .atEnd(w -> {
                    expectOneOf("the page at its new place", w.finallyAt(w.mm, FAR), w.seen[1]);
                    expectOneOf("what CPU 0 saw when nobody could write any more", w.seen[0], w.seen[1]);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> switchAndMunmap() {
        return Scenario.named("switch to an address space / munmap in it")
                .setUp(World::touched)
                .cpu("CPU 0: unmaps", w -> w.calls().munmap(w.mm, A, PAGE))
                .cpu("CPU 1: switches to it, loads", w -> {
                    w.run(1, w.mm);
                    w.seen[0] = w.load(1, A);
                    w.seen[1] = w.machine.core(1).outcome() == VmFault.DONE ? 1 : 0;
                })
                .atEnd(w -> {
                    expect(w.seen[1] == 0 || w.seen[0] == OLD, "the page, or a signal", w.seen[0]);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> mprotectAndPopulate() {
        return Scenario.named(POPULATE)
                .setUp(hook -> World.untouched(hook).withTables())
                .cpu("CPU 0: protects", w -> w.calls().mprotect(w.mm, A, PAGE, VmFlag.VM_READ))
                .cpu("CPU 1: makes it writable", w -> w.calls().populate(w.mm, A, true))
                .atEnd(w -> {
                    w.run(2, w.mm);
                    expect(!w.store(2, A, 9), "a signal", "a store to a mapping without VM_WRITE");
                    w.run(2, null);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> mprotectAndFault() {
        return Scenario.named(PROTECT)
                .setUp(hook -> World.untouched(hook).withTables().onBothCpus().warm())
                .cpu("CPU 0: protects, then loads", w -> {
                    w.calls().mprotect(w.mm, A, PAGE, VmFlag.VM_READ);
                    w.seen[0] = w.load(0, A);
                })
                .cpu("CPU 1: stores", w -> w.seen[1] = w.store(1, A, 9) ? 9 : 0)
                .atEnd(w -> {
                    expectOneOf("what CPU 0 saw when nobody could write any more", w.seen[0], w.finallyAt(w.mm, A));
                    expectOneOf("the page", w.finallyAt(w.mm, A), w.seen[1]);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> faultAndDontNeed() {
        return Scenario.named("fault / MADV_DONTNEED in another table")
                .setUp(hook -> World.untouched(hook).withUpperTables().withTables().onBothCpus())
                .cpu("CPU 0: stores", w -> w.store(0, A, 9))
                .cpu("CPU 1: does not need a page elsewhere", w -> w.calls().madviseDontNeed(w.mm, FAR, PAGE))
                .atEnd(w -> {
                    expectOneOf("the page", w.finallyAt(w.mm, A), 9);
                    expectOneOf("the page elsewhere", w.finallyAt(w.mm, FAR), 0);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> twoCallersOfMunmap() {
        return Scenario.named("munmap / munmap of neighbours in one table")
                .setUp(World::touched)
                .cpu("CPU 0: unmaps the first page", w -> w.calls().munmap(w.mm, A, PAGE))
                .cpu("CPU 1: unmaps the second page", w -> w.calls().munmap(w.mm, B, PAGE))
                .atEnd(w -> {
                    expect(w.mm.vmas().isEmpty(), "no mapping left", w.mm.vmas());
                    w.expectNothingLeft();
                });
    }
}
