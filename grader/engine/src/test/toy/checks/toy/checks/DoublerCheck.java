package toy.checks;

import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Submission;
import toy.core.Adder;
import toy.core.Doubler;

public class DoublerCheck {

    @Check(task = "2.1", points = 10, kind = Kind.FUNCTIONAL, rule = "twice adds a number to itself")
    void twice_is_the_sum_with_itself(Submission submission) {
        int expected = submission.reference(Adder.class).add(4, 4);
        int actual = submission.create(Doubler.class).twice(4);
        if (expected != actual) {
            throw new CheckFailure("", "" + expected, "" + actual, "", "");
        }
    }

    @Check(task = "2.1", points = 5, kind = Kind.INVARIANT, rule = "both katas agree, where both are there")
    void both_katas_agree(Submission submission) {
        if (submission.holds(Adder.class) && submission.create(Adder.class).add(4, 4) != submission.create(Doubler.class).twice(4)) {
            throw new CheckFailure("", "the same", "not the same", "", "");
        }
    }
}
