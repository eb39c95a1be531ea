package dev.pagewalk.core.explore;

import java.util.Optional;

/**
 * Looks for the shortest schedule that fails in the same way: fewest preemptions first, then fewest steps, then lower
 * CPUs first.
 *
 * <p>First it mends the schedule at hand: where a CPU was preempted, it lets that CPU go on as it did later. Then it
 * tries all schedules with no preemption, with one, with two, as long as that is fewer than it has and its budget
 * lasts. Both are the same on every run.
 */
final class Minimiser {
    private static final int MENDS = 400;
    private static final int EXECUTIONS = 4_000;
    /** Long schedules get fewer executions: this many steps in all, each world counted as some. */
    private static final long STEPS = 400_000;
    private static final long STEPS_OF_A_WORLD = 50;

    private final Execution<?> execution;
    private Find best;
    private int preemptions;
    private int mends;
    private long steps;

    Minimiser(Execution<?> execution, Find find) {
        this.execution = execution;
        best = find;
        preemptions = Integer.MAX_VALUE;
    }

    /** The shortest found. */
    Find shortest() {
        if (!best.defect().reason().canBeMinimised()) {
            return best;
        }
        accept(best.schedule());
        while (mend()) {
            // each round has fewer preemptions, or as many and fewer steps
        }
        searchBelow();
        return best;
    }

    /** Runs a schedule, as far as it can be followed, and keeps it if it fails alike and is shorter. */
    private boolean accept(Schedule candidate) {
        Follow follow = new Follow(candidate, true);
        execution.run(new Telling(follow, Recorder.NOBODY));
        spend();
        Optional<Defect> defect = execution.defect().filter(best.defect()::isLike);
        if (defect.isEmpty()) {
            return false;
        }
        boolean shorter = follow.preemptions() < preemptions
                || follow.preemptions() == preemptions && execution.schedule().isBefore(best.schedule());
        if (shorter) {
            best = new Find(execution.schedule().copy(), defect.get());
            preemptions = follow.preemptions();
        }
        return shorter;
    }

    private void spend() {
        steps += execution.schedule().length() + STEPS_OF_A_WORLD;
    }

    private boolean mend() {
        Schedule schedule = best.schedule();
        for (int at = 1; at < schedule.length(); at++) {
            int who = schedule.step(at - 1);
            if (schedule.step(at) != who && mends++ < MENDS && steps < STEPS && accept(schedule.pulledUp(at, Strategy.agent(who)))) {
                return true;
            }
        }
        return false;
    }

    private void searchBelow() {
        long left = EXECUTIONS;
        for (int bound = 0; bound <= preemptions && left > 0 && steps < STEPS; bound++) {
            Bounded course = new Bounded(bound, best, left);
            execution.run(course);
            left -= course.begun;
            if (course.improved) {
                accept(course.best.schedule());
                return;
            }
        }
    }

    /** All schedules with so many preemptions; keeps the first among those with the fewest steps. */
    private final class Bounded implements Course {
        private final Strategy strategy;
        private final long budget;
        private final boolean anyLength;
        private Find best;
        private boolean improved;
        private long begun;

        Bounded(int bound, Find best, long budget) {
            strategy = new PreemptionBound(bound);
            anyLength = bound < preemptions;
            this.best = best;
            this.budget = budget;
        }

        @Override
        public boolean begins() {
            return begun++ < budget && steps < STEPS && strategy.begin();
        }

        @Override
        public Strategy strategy() {
            return strategy;
        }

        @Override
        public void ended(Execution<?> ended) {
            spend();
            Optional<Defect> defect = ended.defect().filter(best.defect()::isLike);
            boolean first = !improved && anyLength;
            if (defect.isPresent() && (first || ended.schedule().isBefore(best.schedule()))) {
                best = new Find(ended.schedule().copy(), defect.get());
                improved = true;
            }
        }
    }
}
