package dev.pagewalk.checks.trivial;

import static dev.pagewalk.grader.api.Kind.FUNCTIONAL;

import dev.pagewalk.core.contract.CowPteRefcount;
import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;

/** All that a check may ask of a submission, without calling it. */
class TrivialCheck {

    @Check(task = "1.1", points = 20, kind = FUNCTIONAL, rule = "an object of the submission can be made")
    void an_object_can_be_made(Submission submission) {
        CowPteRefcount first = submission.create(CowPteRefcount.class);
        CowPteRefcount second = submission.create(CowPteRefcount.class);
        expect(first != second, "two objects", "one");
    }

    @Check(task = "1.2", points = 20, kind = FUNCTIONAL, rule = "the reference stands beside it")
    void the_reference_is_another_class(Submission submission) {
        Class<?> reference = submission.reference(CowPteRefcount.class).getClass();
        expect(reference != submission.create(CowPteRefcount.class).getClass(), "two classes", "one");
    }

    @Check(task = "1.3", points = 20, kind = FUNCTIONAL, rule = "a class that was handed in is there")
    void what_was_handed_in_is_there(Submission submission) {
        expect(submission.holds(CowPteRefcount.class), "a file", "none");
    }

    @Check(task = "1.4", points = 20, kind = FUNCTIONAL, rule = "its source can be read")
    void its_source_can_be_read(Submission submission) {
        expect(submission.source(CowPteRefcount.class).contains("RefcountKata"), "its source", "another text");
    }

    @Check(task = "1.5", points = 20, kind = FUNCTIONAL, rule = "its random seed stays the same")
    void its_seed_stays(Submission submission) {
        long first = submission.seed();
        long second = submission.seed();
        expect(first == second, "one seed", "two");
    }

    private static void expect(boolean isSo, String expected, String actual) {
        if (!isSo) {
            throw new CheckFailure("", expected, actual, "", "");
        }
    }
}
