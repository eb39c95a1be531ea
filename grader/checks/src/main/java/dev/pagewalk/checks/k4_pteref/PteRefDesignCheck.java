package dev.pagewalk.checks.k4_pteref;

import static dev.pagewalk.checks.support.SourceShape.expectNone;
import static dev.pagewalk.grader.api.Kind.DESIGN;

import dev.pagewalk.checks.support.SourceShape;
import dev.pagewalk.core.contract.PteRef;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** How kata 4 is written. */
class PteRefDesignCheck {

    @Check(task = "4.1", points = 2, kind = DESIGN, rule = "a kata class has no fields but constants: what it remembers lives in the machine",
            read = "handout 4, \"What you are given\"")
    void no_fields_but_constants(Submission submission) {
        expectNone(submission, PteRef.class, SourceShape::fields, "no field; use the page struct (Page.pteRef)");
    }

    @Check(task = "4.3", points = 2, kind = DESIGN, rule = "a kata uses no synchronized and no threads: atomic steps and locks are the machine's",
            read = "handout 4, \"What you are given\"")
    void no_threads_of_its_own(Submission submission) {
        expectNone(submission, PteRef.class, SourceShape::threading, "the percpu_ref and RCU instead");
    }

    @Check(task = "4.2", points = 1, kind = DESIGN, rule = "a condition is a boolean already: (c ? true : false) is c",
            read = "handout 4, \"Sources\"")
    void a_condition_is_a_boolean_already(Submission submission) {
        expectNone(submission, PteRef.class, SourceShape::conditionals, "the condition itself");
    }
}
