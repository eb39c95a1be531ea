package dev.pagewalk.checks.support;

import dev.pagewalk.core.history.History;
import dev.pagewalk.core.kernel.Machine;
import dev.pagewalk.grader.api.Submission;
import java.util.function.IntFunction;

/** Lets the 1st, 2nd, … last allocation fail, one after the other: whatever fails, nothing changes and nothing leaks (I28). */
public final class Sweep {
    private static final int NUMBER = 2;
    private static final int LENGTH = 10;

    private Sweep() {}

    /** Sweeps over short random histories on the machine that this kata is graded on. */
    public static void expectNothingLost(Submission submission, Class<?> contract) {
        for (Setting setting : Setting.of(submission, contract)) {
            for (int i = 0; i < NUMBER; i++) {
                expectNothingLost(setting, History.random(~submission.seed() + i, LENGTH));
            }
        }
    }

    /** Sweeps over one history. */
    public static void expectNothingLost(Setting setting, History history) {
        Found.expectNone(setting.name() + ", allocations fail in turn", setting.trial(2).sweep(history));
    }

    /**
     * Sweeps over a story of the check's own.
     *
     * @param story gets the number of the allocation that fails; arms {@code machine.platform().failures()} with it where the story
     *     begins to count, tells the story, compares, and returns its machine
     */
    public static void over(IntFunction<Machine> story) {
        int n = 1;
        while (!isArmed(story.apply(n))) {
            n++;
        }
    }

    /** Whether the allocation that was to fail did not come. */
    private static boolean isArmed(Machine machine) {
        return machine.platform().failures().isArmed();
    }
}
