package dev.pagewalk.checks.k2_fork;

import static dev.pagewalk.grader.api.Kind.DESIGN;

import dev.pagewalk.checks.support.SourceShape;
import dev.pagewalk.core.contract.CopyPmdRange;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;
import java.util.List;

/** How kata 2 is written. */
class ForkDesignCheck {

    @Check(task = "2.2", points = 1, kind = DESIGN, rule = "a kata class has no fields but constants, no synchronized and no threads: what it remembers lives in the machine",
            read = "handout 2, \"What you are given\"")
    void no_state_and_no_threads_of_its_own(Submission submission) {
        expectNone("no field; use the page struct (owner, refcount)", shape(submission).fields());
        expectNone("the table's lock, pte_lockptr", shape(submission).threading());
    }

    @Check(task = "2.1", points = 1, kind = DESIGN, rule = "a condition is a boolean already: (c ? true : false) is c",
            read = "handout 2, \"Sources\"")
    void a_condition_is_a_boolean_already(Submission submission) {
        expectNone("the condition itself", shape(submission).conditionals());
    }

    private static SourceShape shape(Submission submission) {
        return SourceShape.of(submission.source(CopyPmdRange.class));
    }

    private static void expectNone(String instead, List<String> found) {
        if (!found.isEmpty()) {
            throw new CheckFailure("", instead, String.join("\n", found), "", "");
        }
    }
}
