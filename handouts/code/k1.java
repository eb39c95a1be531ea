// A test that a student puts into RefcountTest. It is green for the reference, and red for grader/submissions/k1/wrong-get-is-not-atomic.
// tag::imports[]
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.scene.OneTable;
// end::imports[]

// tag::test[]
@Test
void a_put_meets_a_get() {
    EveryOrder.of(Scenario.named("put / get")
            .setUp(hook -> OneTable.of(2, Scene.with(hook), BASE, OneTable::twoPages))
            .cpu("CPU 0: the child puts", two -> kata.pmd_put_pte(two.vma(1), two.slot(1), BASE, true))
            .cpu("CPU 1: the parent gets", two -> kata.pmd_get_pte(two.slot(0)))
            .atEnd(two -> assertEquals(2, two.table().refRead(), "count")));
}
// end::test[]
