// A test that a student puts into BreakTest. It is green for the reference, and red for grader/submissions/k3/wrong-does-not-look-again.
// tag::test[]
@Test
void two_threads_break_at_once() {
    EveryOrder.of(Scenario.named("break / break by two threads")
            .setUp(this::twoSharers)
            .cpu("CPU 0: breaks", two -> kata.break_cow_pte(vma(two.child), two.slot(two.child), BASE))
            .cpu("CPU 1: breaks", two -> kata.break_cow_pte(vma(two.child), two.slot(two.child), BASE))
            .atEnd(two -> two.scene.invariants().check()));
}
// end::test[]
