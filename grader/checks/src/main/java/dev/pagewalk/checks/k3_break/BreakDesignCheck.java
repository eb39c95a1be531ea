package dev.pagewalk.checks.k3_break;

import static dev.pagewalk.checks.support.SourceShape.expectNone;
import static dev.pagewalk.grader.api.Kind.DESIGN;

import dev.pagewalk.checks.support.SourceShape;
import dev.pagewalk.core.contract.BreakCowPte;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** How kata 3 is written. */
class BreakDesignCheck {

    @Check(task = "3.1", points = 1, kind = DESIGN, rule = "a kata class has no fields but constants, no synchronized and no threads: what it remembers and locks lives in the machine",
            read = "handout 3, \"What you are given\"")
    void state_and_locks_are_the_machines(Submission submission) {
        expectNone(submission, BreakCowPte.class, SourceShape::fields, "Page, PmdPtr and SpinLock instead");
        expectNone(submission, BreakCowPte.class, SourceShape::threading, "Page.refAddUnless, PmdPtr.cas, SpinLock instead");
    }

    @Check(task = "3.1", points = 1, kind = DESIGN, rule = "no parameter tells a method whether to take or release a lock: such constructs lead to messy errors",
            read = "handout 3, \"Sources\"")
    void no_parameter_says_whether_to_lock(Submission submission) {
        expectNone(submission, BreakCowPte.class, SourceShape::lockFlags, "two methods, one of which says in its comment that the lock is held");
    }

    @Check(task = "3.1", points = 1, kind = DESIGN, rule = "no BUG_ON on a hot path: what another thread may have done meanwhile is no bug, and is answered by a return value",
            read = "handout 3, \"Sources\"")
    void no_abort_on_a_hot_path(Submission submission) {
        expectNone(submission, BreakCowPte.class, SourceShape::aborts, "return 0 or 1, as the slot says");
    }

    @Check(task = "3.3", points = 1, kind = DESIGN, rule = "a condition is a boolean already: (c ? true : false) is c",
            read = "handout 3, \"Sources\"")
    void a_condition_is_a_boolean_already(Submission submission) {
        expectNone(submission, BreakCowPte.class, SourceShape::conditionals, "the condition itself");
    }

    @Check(task = "3.3", points = 1, kind = DESIGN, rule = "what is rare is tested for first, and left: at most three statements that decide, repeat or guard stand inside one another",
            read = "handout 3, \"Sources\"")
    void no_needless_nesting(Submission submission) {
        expectNone(submission, BreakCowPte.class, SourceShape::nesting, "an early return or continue, or a method with a name");
    }
}
