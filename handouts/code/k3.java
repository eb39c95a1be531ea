// A test that a student puts into BreakTest. It is green for the reference, and red for grader/submissions/k3/wrong-does-not-look-again.
// tag::imports[]
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.scene.OneTable;
// end::imports[]

// tag::test[]
@Test
void two_threads_break_at_once() {
    EveryOrder.of(Scenario.named("break / break by two threads")
            .setUp(hook -> OneTable.of(2, Scene.on(Machine.boot(SMALL.withOps(katas()).withHook(hook))), BASE, OneTable::twoPages))
            .cpu("CPU 0: breaks", two -> kata.break_cow_pte(two.vma(1), two.slot(1), BASE))
            .cpu("CPU 1: breaks", two -> kata.break_cow_pte(two.vma(1), two.slot(1), BASE))
            .atEnd(OneTable::expectSound));
}
// end::test[]
