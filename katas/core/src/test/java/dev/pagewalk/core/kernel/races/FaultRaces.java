package dev.pagewalk.core.kernel.races;

import static dev.pagewalk.core.kernel.races.World.A;
import static dev.pagewalk.core.kernel.races.World.B;
import static dev.pagewalk.core.kernel.races.World.OLD;
import static dev.pagewalk.core.kernel.races.World.expect;
import static dev.pagewalk.core.kernel.races.World.expectOneOf;

import dev.pagewalk.core.explore.Scenario;
import java.util.List;

/** Page faults at the same time as page faults, and as fork. */
final class FaultRaces {
    private FaultRaces() {}

    static List<Scenario<World>> all() {
        return List.of(onePage(), twoPages(), readAndWrite(), copyAndRead(), lastUsers(), forkAndStores());
    }

    private static Scenario<World> onePage() {
        return Scenario.named("fault / fault on one page")
                .setUp(hook -> World.untouched(hook).withTables().onBothCpus())
                .cpu("CPU 0: stores", w -> w.store(0, A, 1))
                .cpu("CPU 1: stores beside it", w -> w.store(1, A + 8, 2))
                .atEnd(w -> {
                    expectOneOf("the word of CPU 0", w.finallyAt(w.mm, A), 1);
                    expectOneOf("the word of CPU 1", w.finallyAt(w.mm, A + 8), 2);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> twoPages() {
        return Scenario.named("fault / fault on two pages of a table that is not there")
                .setUp(hook -> World.untouched(hook).withUpperTables().onBothCpus())
                .cpu("CPU 0: stores", w -> w.store(0, A, 1))
                .cpu("CPU 1: stores in the next page", w -> w.store(1, B, 2))
                .atEnd(w -> {
                    expectOneOf("the word of CPU 0", w.finallyAt(w.mm, A), 1);
                    expectOneOf("the word of CPU 1", w.finallyAt(w.mm, B), 2);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> readAndWrite() {
        return Scenario.named("read fault / write fault on one page")
                .setUp(hook -> World.untouched(hook).withTables().onBothCpus())
                .cpu("CPU 0: stores", w -> w.store(0, A, 1))
                .cpu("CPU 1: loads twice", w -> {
                    w.seen[0] = w.load(1, A);
                    w.seen[1] = w.load(1, A);
                })
                .atEnd(w -> {
                    expectOneOf("the first load", w.seen[0], 0, w.seen[1]);
                    expectOneOf("the page", w.finallyAt(w.mm, A), 1);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> copyAndRead() {
        return Scenario.named("copy on write / reader with a warm TLB")
                .setUp(hook -> World.forked(hook).onBothCpus().warm())
                .cpu("CPU 0: stores", w -> w.store(0, A, 9))
                .cpu("CPU 1: loads twice", w -> {
                    w.seen[0] = w.load(1, A);
                    w.seen[1] = w.load(1, A);
                })
                .atEnd(w -> {
                    expectOneOf("the first load", w.seen[0], OLD, w.seen[1]);
                    expectOneOf("the page", w.load(1, A), 9);
                    expectOneOf("the child's page", w.finallyAt(w.child, A), OLD);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> lastUsers() {
        return Scenario.named("copy on write / copy on write by the last two users")
                .setUp(hook -> World.forked(hook).oneEach())
                .cpu("CPU 0: the parent stores", w -> w.store(0, A, 1))
                .cpu("CPU 1: the child stores", w -> w.store(1, A, 2))
                .atEnd(w -> {
                    expectOneOf("the parent's page", w.finallyAt(w.mm, A), 1);
                    expectOneOf("the child's page", w.finallyAt(w.child, A), 2);
                    w.expectNothingLeft();
                });
    }

    private static Scenario<World> forkAndStores() {
        return Scenario.named("fork / stores of the parent")
                .setUp(hook -> World.touched(hook).onBothCpus().hot())
                .cpu("CPU 0: forks, and looks into the child", w -> {
                    w.child = w.calls().fork(w.mm);
                    w.run(0, w.child);
                    w.seen[0] = w.load(0, A);
                })
                .cpu("CPU 1: the parent stores twice", w -> {
                    w.store(1, A, 1);
                    w.store(1, B, 2);
                })
                .atEnd(w -> {
                    long a = w.finallyAt(w.child, A);
                    long b = w.finallyAt(w.child, B);
                    expectOneOf("what the child has, at the end and before", a, w.seen[0]);
                    expect(b == OLD || a == 1, "a snapshot of one moment", a + ", " + b);
                    expectOneOf("the parent's first page", w.finallyAt(w.mm, A), 1);
                    expectOneOf("the parent's second page", w.finallyAt(w.mm, B), 2);
                    w.expectNothingLeft();
                });
    }
}
