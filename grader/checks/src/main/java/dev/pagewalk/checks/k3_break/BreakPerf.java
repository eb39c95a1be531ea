package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.core.mm.PgtableTypes.PTRS_PER_PTE;
import static dev.pagewalk.core.scene.Scene.BASE;
import static dev.pagewalk.grader.api.Kind.PERFORMANCE;

import dev.pagewalk.core.hw.Event;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** What breaking and letting go cost, in counted events. */
class BreakPerf {
    /** One is enough; a second one, to be on the safe side, is nobody's fault. */
    private static final long FLUSHES = 2;
    /** Reading all entries a few times is as much as it takes: to copy, to count. */
    private static final long READS = 4L * PTRS_PER_PTE;

    @Check(task = "3.1", points = 2, kind = PERFORMANCE, guards = {"I37", "I38"}, rule = "I37, I38: a break allocates one table, a reuse none; it flushes by one range, and waits for no grace period",
            requires = {"who_breaks_pays_for_the_copy", "the_last_one_takes_the_table_back"}, read = "handout 3, \"The flush\"")
    void a_break_costs_one_table_and_one_flush(Submission submission) {
        Sharers sharers = Sharers.ofPatchwork(2, submission, BASE);
        reset(sharers);
        sharers.breakAway(1);
        expectAtMost(sharers, Event.FRAME_ALLOC, 1);
        expectCheap(sharers);
        reset(sharers);
        sharers.breakAway(0);
        expectAtMost(sharers, Event.FRAME_ALLOC, 0);
        expectCheap(sharers);
    }

    @Check(task = "3.2", points = 2, kind = PERFORMANCE, guards = "I38", rule = "letting go writes no entry of T, flushes by one range, and waits for no grace period",
            requires = "the_owner_that_zaps_gives_back_its_charge", read = "handout 3, \"The flush\"")
    void letting_go_costs_one_flush(Submission submission) {
        Sharers sharers = Sharers.ofPatchwork(3, submission, BASE);
        for (int member = 0; member < 3; member++) {
            reset(sharers);
            sharers.zap(member);
            expectAtMost(sharers, Event.FRAME_ALLOC, 0);
            expectCheap(sharers);
        }
    }

    private static void reset(Sharers sharers) {
        sharers.machine().platform().pmu().reset();
    }

    private static void expectCheap(Sharers sharers) {
        expectAtMost(sharers, Event.RANGE_FLUSH, FLUSHES);
        expectAtMost(sharers, Event.ENTRY_READ, READS);
        expectAtMost(sharers, Event.GRACE_PERIOD, 0);
    }

    private static void expectAtMost(Sharers sharers, Event event, long most) {
        long counted = sharers.machine().platform().pmu().get(event);
        sharers.story().expectAtMost(event + " " + most + " at most", event + " " + counted, event.toString(), most, counted);
    }
}
