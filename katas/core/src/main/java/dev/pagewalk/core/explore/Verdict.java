package dev.pagewalk.core.explore;

/** How an exploration ended. */
public enum Verdict {
    /** No execution fails: all of them have been covered. */
    PASSED,
    /** No execution failed until the budget was used up. */
    PASSED_WITHIN_BUDGET,
    /** An execution fails. */
    FAILED
}
