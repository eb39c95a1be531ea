package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.api.Verdict;
import java.util.Set;

/** Which of the submissions that were graded before are graded again, whether they changed or not. */
public enum Only {
    /** Those that fell short: every verdict but PASS and NOT_STARTED. */
    FAILED,
    /** Those that the grader could not grade. */
    INFRA,
    /** Those that did not end in time. */
    TIMEOUT,
    /** Those whose files, or whose grader, are no longer what was graded. */
    CHANGED;

    /**
     * @param verdict the last one
     * @param current whether it is still about these files and this grader
     */
    boolean takes(Verdict verdict, boolean current) {
        return switch (this) {
            case FAILED -> !Set.of(Verdict.PASS, Verdict.NOT_STARTED).contains(verdict);
            case INFRA -> verdict == Verdict.INFRA;
            case TIMEOUT -> verdict == Verdict.TIMEOUT;
            case CHANGED -> !current;
        };
    }
}
