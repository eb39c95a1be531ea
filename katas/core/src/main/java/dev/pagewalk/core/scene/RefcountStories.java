package dev.pagewalk.core.scene;

import static dev.pagewalk.core.scene.Scene.BASE;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.explore.Program;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.mm.Pgtable;
import java.util.function.Supplier;

/** Operations of kata 1 that meet on one table. The lock of the table is not used: the count is atomic without it. */
public final class RefcountStories {
    private static final String GETS = "pmd_get_pte: each call counts, and returns the count that it made";

    /** The table, and the kata that works on it. */
    public record World(OneTable shared, CowPteRefcount kata) implements Staged {
        @Override
        public Machine machine() {
            return shared.machine();
        }

        /** A member puts its slot the way the kernel does: on 0 the slot is cleared, on 1 it stays. */
        int put(int member) {
            int result = kata.pmd_put_pte(shared.vma(member), shared.slot(member), BASE, true);
            if (result == 0) {
                Pgtable.pmd_clear(shared.slot(member));
            }
            return result;
        }

        /** A newborn gets the table through another's slot the way fork does: first the count, then the slot. */
        int get(int from, int newborn) {
            int result = kata.pmd_get_pte(shared.slot(from));
            shared.slot(newborn).set(shared.slot(from).get());
            return result;
        }

        private void expectOneKeeper() {
            OneTable.expect(Rule.I10.text(), "how many calls returned 1, \"keep the table\":", 1, shared.sumOfResults());
        }
    }

    private RefcountStories() {}

    /** Parent and child put. The parent owns the table, and nobody lets go of that for it: accounts are another story. */
    public static Scenario<World> twoPuts(Supplier<CowPteRefcount> kata) {
        return puts(Scenario.named("put / put").setUp(hook -> new World(shared(hook, 2), kata.get())), 0, 2)
                .atEnd(World::expectOneKeeper);
    }

    /** Two put, and nobody owns the table: the parent has left. */
    public static Scenario<World> lastPuts(Supplier<CowPteRefcount> kata) {
        return puts(Scenario.named("last put / last put").setUp(hook -> orphans(hook, 2, kata)), 1, 2);
    }

    /** Three put, and nobody owns the table. */
    public static Scenario<World> threePuts(Supplier<CowPteRefcount> kata) {
        return puts(Scenario.named("put / put / put").setUp(hook -> orphans(hook, 3, kata)), 1, 3);
    }

    /** Two forks get the table at the same time. */
    public static Scenario<World> gets(Supplier<CowPteRefcount> kata) {
        return Scenario.named("get / get")
                .setUp(hook -> newborns(hook, kata))
                .cpu("CPU 0: pmd_get_pte", world -> world.shared.result(0, world.get(1, 3)))
                .cpu("CPU 1: pmd_get_pte", world -> world.shared.result(1, world.get(2, 4)))
                .afterEachStep(world -> world.shared.expectCounted())
                .atEnd(world -> {
                    OneTable.expect(GETS, "refcount", 4, world.shared.table().refRead());
                    OneTable.expect(GETS, "the two returned counts together", 3 + 4, world.shared.sumOfResults());
                    world.shared.expectSound();
                });
    }

    /** A fork gets the table while another sharer puts it. */
    public static Scenario<World> getAndPut(Supplier<CowPteRefcount> kata) {
        return Scenario.named("get / put")
                .setUp(hook -> newborns(hook, kata))
                .cpu("CPU 0: pmd_get_pte", world -> world.get(1, 3))
                .cpu("CPU 1: pmd_put_pte", world -> world.shared.result(1, world.put(2)))
                .afterEachStep(world -> world.shared.expectCounted())
                .atEnd(world -> {
                    OneTable.expect(Rule.I10.text(), "pmd_put_pte", 0, world.shared.result(1));
                    OneTable.expect(Rule.I1.text(), "refcount", 2, world.shared.table().refRead());
                    world.shared.expectSound();
                });
    }

    /** All sharers put, a CPU each. */
    private static Scenario<World> puts(Scenario<World> begun, int first, int sharers) {
        Scenario<World> scenario = begun.afterEachStep(world -> world.shared.expectCounted()).atEnd(world -> {
            world.expectOneKeeper();
            world.shared.expectSound();
        });
        for (int cpu = 0; cpu < sharers; cpu++) {
            scenario = scenario.cpu("CPU " + cpu + ": pmd_put_pte", put(cpu, first + cpu));
        }
        return scenario;
    }

    private static Program<World> put(int cpu, int member) {
        return world -> world.shared.result(cpu, world.put(member));
    }

    /** Members 1 to {@code size} share the table; member 0 has left. */
    private static World orphans(Hook hook, int size, Supplier<CowPteRefcount> kata) {
        return new World(shared(hook, size + 1).leave(0), kata.get());
    }

    /** Two orphans, and two who have no table yet. */
    private static World newborns(Hook hook, Supplier<CowPteRefcount> kata) {
        World world = orphans(hook, 2, kata);
        world.shared.newborn().newborn();
        return world;
    }

    private static OneTable shared(Hook hook, int size) {
        return OneTable.of(size, Scene.with(hook), BASE, OneTable::twoPages);
    }
}
