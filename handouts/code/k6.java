// A test that a student puts into TableCacheTest. It is green for the reference, and red for grader/submissions/k6/wrong-looks-and-takes-in-two-steps.
// tag::imports[]
import static dev.pagewalk.core.mm.Gfp.GFP_ATOMIC;

import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.katas.support.EveryOrder;
// end::imports[]

// tag::test[]
@Test
void two_requests_for_one_cached_page() {
    EveryOrder.of(Scenario.named("alloc_table / alloc_table")
            .setUp(hook -> {
                Machine machine = Machine.boot(MachineConfig.standard().withOps(MmOps.plain().with(kata)).withHook(hook));
                GroupedPageCache gpc = machine.platform().tableCache();
                kata.free_table(some("alloc_table", kata.alloc_table(gpc, GFP_ATOMIC)));
                return gpc;
            })
            .cpu("CPU 0", gpc -> some("alloc_table", kata.alloc_table(gpc, GFP_ATOMIC)))
            .cpu("CPU 1", gpc -> some("alloc_table", kata.alloc_table(gpc, GFP_ATOMIC)))
            .atEnd(gpc -> assertEquals(0, kata.grouped_shrink_count(gpc), "pages that are still cached")));
}
// end::test[]
