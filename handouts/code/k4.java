// A test that a student puts into PteRefTest. It is green for the reference, and red for grader/submissions/k4/wrong-tryget-without-rcu.
// tag::imports[]
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.core.kernel.MachineConfig;
import dev.pagewalk.core.kernel.Pgalloc;
import dev.pagewalk.katas.support.EveryOrder;
// end::imports[]

// tag::test[]
@Test
void a_visit_while_the_table_goes() {
    EveryOrder.of(Scenario.named("pte_tryget / the table goes")
            .setUp(hook -> {
                Scene scene = Scene.on(Machine.boot(MachineConfig.standard()
                        .withOps(MmOps.plain().with(kata).with(helper)).withHook(hook)));
                percpu_ref_switch_to_atomic_sync(pteRef(table(scene)));
                return scene;
            })
            .cpu("CPU 0: takes the table out, and frees it after a grace period", scene -> {
                PmdPtr slot = scene.slot(mm(scene), BASE);
                Page table = slot.get().page();
                Pgtable.pmd_clear(slot);
                mm(scene).platform().rcu().call_rcu(table, Pgalloc::pgtable_pte_page_dtor);
                scene.machine().rcuBarrier();
            })
            .cpu("CPU 1: pte_tryget", scene -> kata.pte_tryget(mm(scene), scene.slot(mm(scene), BASE), BASE)));
}
// end::test[]
