package dev.pagewalk.checks.k0_walk;

import static dev.pagewalk.checks.support.SourceShape.expectNone;
import static dev.pagewalk.grader.api.Kind.DESIGN;

import dev.pagewalk.checks.support.SourceShape;
import dev.pagewalk.core.contract.PageWalk;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.Submission;

/** How kata 0 is written. */
class WalkDesignCheck {

    @Check(task = "0.3", points = 1, kind = DESIGN, rule = "a kata class has no fields but constants: a walk remembers nothing from one address to the next",
            read = "handout 0, \"What you are given\"")
    void no_fields_but_constants(Submission submission) {
        expectNone(submission, PageWalk.class, SourceShape::fields, "no field; local variables, parameters, return values");
    }

    @Check(task = "0.2", points = 1, kind = DESIGN, rule = "a condition is a boolean already: (c ? true : false) is c",
            read = "handout 0, \"Hints\"")
    void a_condition_is_a_boolean_already(Submission submission) {
        expectNone(submission, PageWalk.class, SourceShape::conditionals, "the condition itself");
    }
}
