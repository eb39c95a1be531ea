package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.batch.Plan.Ends;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void one_node_with_one_worker_takes_as_long_as_the_work() {
        Plan plan = new Plan(List.of(7L), 100, 1, 1, 0);

        assertEquals(700, plan.workMs());
        assertEquals(List.of(700L), plan.ends(1).nodesMs());
        assertEquals(700, plan.ends(10).lastMs());
    }

    @Test
    void workers_share_a_shard_and_the_longest_submission_is_the_least_that_it_takes() {
        assertEquals(50, new Plan(List.of(10L), 10, 1, 2, 0).ends(1).lastMs());
        assertEquals(10, new Plan(List.of(10L), 10, 1, 99, 0).ends(1).lastMs());
    }

    @Test
    void each_shard_has_to_start() {
        assertEquals(700 + 4 * 5, new Plan(List.of(7L), 100, 1, 1, 5).ends(4).lastMs());
    }

    @Test
    void all_students_are_in_a_shard_of_about_the_same_size() {
        Ends ends = new Plan(List.of(7L), 10_000, 10, 2, 0).ends(10);

        assertTrue(ends.smallest() > 900 && ends.largest() < 1_100, ends::toString);
        assertEquals(10, ends.nodesMs().size());
    }

    @Test
    void more_shards_than_nodes_even_out_the_end() {
        Plan plan = new Plan(List.of(10L, 12L, 14L, 200L), 20_000, 20, 2, 0);

        double one = (double) plan.ends(20).lastMs() / plan.evenMs();
        double many = (double) plan.ends(200).lastMs() / plan.evenMs();

        assertTrue(1 < many && many < one, many + " against " + one);
    }
}
