package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.grader.api.Kind.RACE;

import dev.pagewalk.checks.support.Race;
import dev.pagewalk.core.explore.Engine;
import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Scenario;
import dev.pagewalk.core.scene.BreakStories;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** Operations on one table that meet: every interleaving is tried, or a budget spent. */
class BreakRace {
    /** Steps that are spent on a story: the reference exhausts each story with less than half of them. */
    private static final long STEPS = 150_000;
    /** With writes that others see late: what a missing barrier does shows within few executions. */
    private static final long LATE_STEPS = 12_000;

    private static final long FEWEST = 20;

    @Check(task = "3.1", points = 3, kind = RACE, rule = "two address spaces that break from one table at the same time: nothing is lost, shared, leaked or paid for twice",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"Two at once\"")
    void two_address_spaces_break_at_once(Submission submission) {
        explore(BreakStories.breaksOfTwo(Sharers.katas(submission), false));
        explore(BreakStories.breaksOfTwo(Sharers.katas(submission), true));
    }

    @Check(task = "3.1", points = 3, kind = RACE, rule = "two threads of one address space that break at the same time end with one private table, paid for once",
            requires = {"a_sharer_that_breaks_gets_a_table_of_its_own", "the_last_one_takes_the_table_back"}, read = "handout 3, \"Two at once\"")
    void two_threads_break_at_once(Submission submission) {
        explore(BreakStories.breaksOfOne(Sharers.katas(submission), false));
        explore(BreakStories.breaksOfOne(Sharers.katas(submission), true));
    }

    @Check(task = "3.1", points = 2, kind = RACE, rule = "a copy is paid for before it can be seen: what another thread then puts in or takes out is counted once, and no counter is ever negative",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"Who pays, and when\"")
    void a_copy_is_paid_for_before_others_use_it(Submission submission) {
        explore(Meetings.breakAndUse(submission, true));
        explore(Meetings.breakAndUse(submission, false));
    }

    @Check(task = "3.1", points = 3, kind = RACE, rule = "while one thread breaks, the page walks of another go on: the slot is never none, and no cache keeps the old table",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"The cleared PMD\"")
    void page_walks_go_on_during_a_break(Submission submission) {
        explore(Meetings.breakAndWalk(submission, 0));
        explore(Meetings.breakAndWalk(submission, 1));
    }

    @Check(task = "3.1", points = 3, kind = RACE, rule = "the flush comes before anyone else can act on the lower count: no thread sees what the other sharer writes into T later",
            requires = "a_sharer_that_breaks_gets_a_table_of_its_own", read = "handout 3, \"The flush\"")
    void nobody_reads_what_the_other_sharer_writes_after_a_break(Submission submission) {
        explore(Meetings.goneAndWritten(submission, true));
    }

    @Check(task = "3.1", points = 3, kind = RACE, rule = "T may be freed while a thread waits for its lock: RCU keeps it, and the slot is read again",
            requires = {"a_sharer_that_breaks_gets_a_table_of_its_own", "a_sharer_that_zaps_lets_go_of_the_table"}, read = "handout 3, \"Taking the lock\"")
    void a_table_is_not_freed_under_a_thread_that_wants_its_lock(Submission submission) {
        explore(Meetings.staleSlot(submission, true));
    }

    @Check(task = "3.2", points = 4, kind = RACE, rule = "of sharers that zap at the same time one keeps the table; two threads that zap one slot take its charge back once",
            requires = {"a_sharer_that_zaps_lets_go_of_the_table", "the_last_sharer_that_zaps_keeps_a_full_table"}, read = "handout 3, \"The last sharer\"")
    void zaps_at_once_leave_one_owner(Submission submission) {
        explore(BreakStories.zapsOfTwo(Sharers.katas(submission), false));
        explore(BreakStories.zapsOfTwo(Sharers.katas(submission), true));
        explore(BreakStories.zapsOfOne(Sharers.katas(submission)));
    }

    @Check(task = "3.2", points = 5, kind = RACE, rule = "a zap that meets a break returns what is: 1 if the slot's table is private and full, 0 if the slot is none",
            requires = {"a_sharer_that_breaks_gets_a_table_of_its_own", "a_sharer_that_zaps_lets_go_of_the_table"}, read = "handout 3, \"What came back\"")
    void a_zap_that_meets_a_break_returns_what_is(Submission submission) {
        for (int member = 0; member < 2; member++) {
            explore(BreakStories.breakAndZap(Sharers.katas(submission), member));
            explore(BreakStories.breakAndZapOfOne(Sharers.katas(submission), member));
        }
    }

    @Check(task = "3.2", points = 2, kind = RACE, rule = "after a zap nobody reads what the other sharer writes, and no lock of a freed table is taken",
            requires = "a_sharer_that_zaps_lets_go_of_the_table", read = "handout 3, \"The flush\"")
    void a_zap_leaves_nothing_behind(Submission submission) {
        explore(Meetings.goneAndWritten(submission, false));
        explore(Meetings.staleSlot(submission, false));
    }

    @Check(task = "3.3", points = 2, kind = RACE, rule = "user code of two sharers that writes at the same time: each has its own word and not the other's",
            requires = "with_alloc_it_breaks", read = "handout 3, \"Two at once\"")
    void two_write_faults_at_once_stay_apart(Submission submission) {
        explore(Meetings.faults(submission));
    }

    private static void explore(Scenario<?> scenario) {
        long length = lengthOf(scenario);
        long executions = Math.max(FEWEST, STEPS / length);
        Explorer atOnce = Explorer.of(Engine.DPOR, executions).then(Engine.TWO_PREEMPTIONS, executions / 8).then(Engine.PCT, executions / 8);
        Race.expectNone(scenario, atOnce, Explorer.of(Engine.DPOR, Math.max(FEWEST, LATE_STEPS / length)));
    }

    /** How many steps a story takes, told once. */
    private static <W> long lengthOf(Scenario<W> scenario) {
        long[] steps = {1};
        Explorer.of(Engine.DPOR, 1).explore(scenario.afterEachStep(world -> steps[0]++));
        return steps[0];
    }
}
