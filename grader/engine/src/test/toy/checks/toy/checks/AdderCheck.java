package toy.checks;

import dev.pagewalk.grader.api.Check;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Counts;
import dev.pagewalk.grader.api.Evidence;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Retelling;
import dev.pagewalk.grader.api.Submission;
import dev.pagewalk.grader.api.Visibility;
import java.util.List;
import java.util.Random;
import toy.core.Adder;

public class AdderCheck {
    private static final Evidence PICTURES = new Evidence(
            List.of(), List.of(new Evidence.Moment(-1, -1, "step 1", "", "", "", List.of(), List.of())), List.of());

    @Check(task = "1.1", points = 10, kind = Kind.FUNCTIONAL, rule = "add returns the sum of two numbers", read = "handout 0")
    void adds_two_numbers(Submission submission) {
        expect(5, submission.create(Adder.class).add(2, 3));
    }

    @Check(task = "1.1", points = 10, kind = Kind.FUNCTIONAL, rule = "add agrees with the reference",
            requires = "adds_two_numbers")
    void adds_like_the_reference(Submission submission) {
        Random random = new Random(submission.seed());
        int a = random.nextInt();
        int b = random.nextInt();
        expect(submission.reference(Adder.class).add(a, b), submission.create(Adder.class).add(a, b));
    }

    @Check(task = "1.2", points = 20, kind = Kind.FUNCTIONAL, rule = "sum returns the sum of all numbers")
    void sums_many_numbers(Submission submission) {
        int sum = submission.create(Adder.class).sum(new int[] {1, 2, 3});
        Counts.note(sum);
        if (sum > 6) {
            Evidence.Cost cost = new Evidence.Cost("sum", sum, 6, Evidence.Cost.UNKNOWN);
            throw new CheckFailure(null, "6", "" + sum, "", "", new Evidence(List.of(), List.of(), List.of(cost)));
        }
        expect(6, sum);
    }

    @Check(task = "1.2", points = 5, kind = Kind.INVARIANT, rule = "secret rule", visibility = Visibility.HIDDEN)
    void the_sum_of_nothing_is_nothing(Submission submission) {
        expect(0, submission.create(Adder.class).sum(new int[0]));
    }

    @Check(task = "1.2", points = 5, kind = Kind.INVARIANT, rule = "sum leaves its argument alone",
            visibility = Visibility.NAME_ONLY)
    void sum_changes_nothing(Submission submission) {
        int[] values = {7, 8};
        submission.create(Adder.class).sum(values);
        expect(7, values[0]);
    }

    @Check(task = "1.2", points = 3, kind = Kind.DESIGN, rule = "there are no static fields")
    void has_no_static_fields(Submission submission) {
        if (submission.source(Adder.class).contains("static int")) {
            throw new CheckFailure(null, "no static field", "a static field", "", "");
        }
    }

    private static void expect(int expected, int actual) {
        if (expected != actual) {
            throw new CheckFailure(null, "" + expected, "" + actual, "step 1\nstep 2", "./kata replay toy",
                    Retelling.isOn() ? PICTURES : Evidence.NONE);
        }
    }
}
