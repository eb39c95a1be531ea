package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.checks.support.SourceShape.expectNone;
import static dev.pagewalk.grader.api.Kind.DESIGN;

import dev.pagewalk.checks.support.SourceShape;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** How kata 2 is written. */
class ForkDesignCheck {

    @Check(task = "2.2", points = 1, kind = DESIGN, rule = "a kata class has no fields but constants, no synchronized and no threads: what it remembers lives in the machine",
            read = "handout 2, \"What you are given\"")
    void no_state_and_no_threads_of_its_own(Submission submission) {
        expectNone(submission, CopyPmdRange.class, SourceShape::fields, "no field; use the page struct (owner, refcount)");
        expectNone(submission, CopyPmdRange.class, SourceShape::threading, "the table's lock, pte_lockptr");
    }

    @Check(task = "2.1", points = 1, kind = DESIGN, rule = "a condition is a boolean already: (c ? true : false) is c",
            read = "handout 2, \"Sources\"")
    void a_condition_is_a_boolean_already(Submission submission) {
        expectNone(submission, CopyPmdRange.class, SourceShape::conditionals, "the condition itself");
    }
}
