package dev.pagewalk.checks.k1_refcount;

import static dev.pagewalk.checks.support.SourceShape.expectNone;
import static dev.pagewalk.grader.api.Kind.DESIGN;

import dev.pagewalk.checks.support.SourceShape;
import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** How kata 1 is written. */
class RefcountDesignCheck {

    @Check(task = "1.1", points = 2, kind = DESIGN, rule = "a kata class has no fields but constants: what it remembers lives in the machine",
            read = "handout 1, \"What you are given\"")
    void no_fields_but_constants(Submission submission) {
        expectNone(submission, CowPteRefcount.class, SourceShape::fields, "no field; use the page struct (Page.refRead, Page.owner)");
    }

    @Check(task = "1.5", points = 2, kind = DESIGN, rule = "a kata uses no synchronized and no threads: atomic steps and locks are the machine's",
            read = "handout 1, \"What you are given\"")
    void no_threads_of_its_own(Submission submission) {
        expectNone(submission, CowPteRefcount.class, SourceShape::threading, "Page.refAddUnless, Page.refCas, SpinLock instead");
    }

    @Check(task = "1.2", points = 2, kind = DESIGN, rule = "a condition is a boolean already: (c ? true : false) is c",
            read = "handout 1, \"Sources\"")
    void a_condition_is_a_boolean_already(Submission submission) {
        expectNone(submission, CowPteRefcount.class, SourceShape::conditionals, "the condition itself");
    }
}
