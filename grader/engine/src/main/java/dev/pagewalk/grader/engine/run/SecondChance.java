package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.process.InfraException;
import dev.pagewalk.grader.engine.process.WorkerEnded;

/**
 * A machine that does too much at once can make honest code late. Endless code of a submission is stopped by its steps, which
 * are the same everywhere; only what the clock stopped is tried once more, with a new worker, and is late when it is late twice.
 */
final class SecondChance {
    private SecondChance() {}

    /** One question to one worker. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws InfraException, WorkerEnded;
    }

    static <T> T ifLate(Attempt<T> attempt) throws InfraException, WorkerEnded {
        try {
            return attempt.make();
        } catch (WorkerEnded e) {
            if (e.verdict() != Verdict.TIMEOUT) {
                throw e;
            }
            return attempt.make();
        }
    }
}
