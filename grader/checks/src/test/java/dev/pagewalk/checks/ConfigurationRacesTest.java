package dev.pagewalk.checks;

import static dev.pagewalk.core.mm.VmFlag.VM_READ;
import static dev.pagewalk.core.mm.VmFlag.VM_WRITE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.checks.support.Setting;
import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.Violation;
import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.hook.Hook;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.mm.MmStruct;
import dev.pagewalk.core.mm.PgtableTypes;
import dev.pagewalk.grader.api.CheckFailure;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** System calls that meet, on the references of every configuration: all is sound when they are over, and all comes back. */
@Tag("slow")
class ConfigurationRacesTest {
    private static final long PAGE = PgtableTypes.PAGE_SIZE;
    private static final long A = 1L << 30;
    private static final long NEXT_TABLE = A + PgtableTypes.PMD_SIZE;
    private static final Explorer BUDGET = Explorer.of(Engine.DPOR, 25).then(Engine.PCT, 8);

    @TestFactory
    Stream<DynamicTest> dontneed_against_a_fault() {
        return inEach(setting -> scenario("DONTNEED / store", setting)
                .cpu("CPU 0: DONTNEED", world -> world.machine.syscalls().madviseDontNeed(world.mm, A, 2 * PAGE))
                .cpu("CPU 1: store", world -> world.machine.core(1).store(A, 3)));
    }

    @TestFactory
    Stream<DynamicTest> a_first_touch_against_another_of_the_same_table() {
        return inEach(setting -> scenario("store / store, no table yet", setting)
                .cpu("CPU 0: store", world -> world.machine.core(0).store(NEXT_TABLE, 1))
                .cpu("CPU 1: store", world -> world.machine.core(1).store(NEXT_TABLE + PAGE, 2)));
    }

    @TestFactory
    Stream<DynamicTest> the_exit_of_a_child_against_a_store_of_its_parent() {
        return inEach(setting -> scenario("exit / store", setting)
                .cpu("CPU 0: exit of the child", world -> world.machine.syscalls().exit(world.child))
                .cpu("CPU 1: store", world -> world.machine.core(1).store(A, 3)));
    }

    @TestFactory
    Stream<DynamicTest> an_unmap_against_the_shrinker_and_a_new_table() {
        return inEach(setting -> scenario("munmap, grace period / shrink, store", setting)
                .cpu("CPU 0: munmap", world -> {
                    world.machine.syscalls().munmap(world.child, A, 2 * PAGE);
                    world.machine.rcuBarrier();
                })
                .cpu("CPU 1: shrink, store", world -> {
                    world.machine.shrink();
                    world.machine.core(1).store(NEXT_TABLE, 1);
                }));
    }

    private static Stream<DynamicTest> inEach(Function<Setting, Scenario<World>> scenario) {
        return Configurations.settings().map(setting -> DynamicTest.dynamicTest(setting.name(), () -> Race.expectNone(
                scenario.apply(setting).atEnd(World::expectSoundToTheEnd), BUDGET, BUDGET)));
    }

    private static Scenario<World> scenario(String name, Setting setting) {
        return Scenario.named(name).setUp(hook -> new World(setting, hook));
    }

    /** A parent with two touched pages, and a forked child; CPUs 0 and 1 run the parent. */
    private static final class World {
        private final Machine machine;
        private final long framesAtFirst;
        private final MmStruct mm;
        private final MmStruct child;

        World(Setting setting, Hook hook) {
            machine = Machine.boot(MachineConfig.standard().withCpus(2).withBytes(8 << 20).withHook(hook).withOps(setting.ops().get()));
            framesAtFirst = machine.allocator().framesInUse();
            mm = machine.newMm();
            machine.syscalls().mmap(mm, A, 2 * PAGE, VM_READ, VM_WRITE);
            machine.syscalls().mmap(mm, NEXT_TABLE, 2 * PAGE, VM_READ, VM_WRITE);
            machine.core(0).switchTo(mm);
            machine.core(1).switchTo(mm);
            machine.core(0).store(A, 1);
            machine.core(0).store(A + PAGE, 2);
            child = Objects.requireNonNull(machine.syscalls().clone3(mm, machine.ops().isCowPte()), "there is memory for a child");
        }

        void expectSoundToTheEnd() {
            machine.rcuBarrier();
            MmInvariants.of(machine).check();
            machine.mms().forEach(machine.syscalls()::exit);
            machine.rcuBarrier();
            machine.shrink();
            MmInvariants.of(machine).check();
            List<Violation> left = MmInvariants.of(machine).atTheEnd(framesAtFirst);
            if (!left.isEmpty()) {
                throw new CheckFailure(left.get(0).rule(), left.get(0).expected(), left.get(0).actual(), "", "");
            }
        }
    }
}
