package dev.pagewalk.checks.k5_reclaim;

import static dev.pagewalk.grader.api.Kind.PERFORMANCE;

import dev.pagewalk.checks.support.ReclaimScene;
import dev.pagewalk.core.hw.Event;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** What reclaim costs, in counted events: I38. */
class ReclaimPerf {
    private static final int TIMES = 8;

    @Check(task = "5.3", points = 3, kind = PERFORMANCE, rule = "a table that stays and is not switched back costs one grace period, not one each time",
            requires = "a_table_with_entries_stays", read = "handout 5, \"Sources\"")
    void staying_in_atomic_mode_is_free(Submission submission) {
        ReclaimScene scene = Table.of(submission).pages(1);
        long before = scene.events(Event.GRACE_PERIOD);
        for (int i = 0; i < TIMES; i++) {
            Table.tryToFree(scene, scene.base(), false);
        }
        expectAtMost(scene, "grace periods waited for in " + TIMES + " calls", 1, scene.events(Event.GRACE_PERIOD) - before);
    }

    @Check(task = "5.2", points = 2, kind = PERFORMANCE, rule = "free_user_pte has the table freed later: it waits for nobody, and flushes once",
            requires = "a_dead_table_is_freed", read = "handout 5, \"Picture\"")
    void freeing_waits_for_nobody(Submission submission) {
        ReclaimScene scene = Table.of(submission).atomic();
        long waits = scene.events(Event.GRACE_PERIOD);
        long flushes = scene.events(Event.RANGE_FLUSH);
        Table.free(scene);
        expectAtMost(scene, "grace periods waited for", 0, scene.events(Event.GRACE_PERIOD) - waits);
        expectAtMost(scene, "range flushes", 1, scene.events(Event.RANGE_FLUSH) - flushes);
    }

    @Check(task = "5.3", points = 2, kind = PERFORMANCE, rule = "the count says whether a table is empty: a try that fails reads no entries",
            requires = "a_table_with_entries_stays", read = "handout 5, \"Picture\"")
    void a_try_reads_no_entries(Submission submission) {
        ReclaimScene scene = Table.of(submission).pages(1);
        long before = scene.events(Event.ENTRY_READ);
        Table.tryToFree(scene, scene.base(), true);
        expectAtMost(scene, "entries read", 16, scene.events(Event.ENTRY_READ) - before);
    }

    private static void expectAtMost(ReclaimScene scene, String what, long bound, long actual) {
        scene.story().expectAtMost(what, bound, actual);
    }
}
