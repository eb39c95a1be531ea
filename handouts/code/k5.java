// A test that a student puts into ReclaimTest. It is green for the reference, and red for grader/submissions/k5/wrong-free-without-the-lock.
// tag::imports[]
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.katas.support.EveryOrder;
// end::imports[]

// tag::test[]
@Test
void two_that_free_the_same_table() {
    EveryOrder.of(Scenario.named("free_user_pte / free_user_pte")
            .setUp(hook -> {
                Scene scene = Scene.on(Machine.boot(MachineConfig.standard()
                        .withOps(MmOps.plain().with(new PteRefKata()).with(kata)).withHook(hook)));
                percpu_ref_switch_to_atomic_sync(table(scene, scene.mm(), 0).get().page().pteRef());
                return scene.machine().mms().get(0);
            })
            .cpu("CPU 0", mm -> kata.free_user_pte(mm, PageTables.pmd_alloc(mm, BASE), BASE))
            .cpu("CPU 1", mm -> kata.free_user_pte(mm, PageTables.pmd_alloc(mm, BASE), BASE))
            .atEnd(mm -> assertEquals(0, mm.nrPtes(), "nr_ptes")));
}
// end::test[]
