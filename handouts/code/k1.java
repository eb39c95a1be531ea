// A test that a student puts into RefcountTest. It is green for the reference, and red for grader/submissions/k1/wrong-get-is-not-atomic.
// tag::test[]
@Test
void a_put_meets_a_get() {
    EveryOrder.of(Scenario.named("put / get")
            .setUp(Two::sharers)
            .cpu("CPU 0: the child puts", two -> two.put(kata, two.child))
            .cpu("CPU 1: the parent gets", two -> kata.pmd_get_pte(two.scene.slot(two.parent, BASE)))
            .atEnd(two -> assertEquals(2, two.scene.slot(two.parent, BASE).get().page().refRead(), "count")));
}
// end::test[]
