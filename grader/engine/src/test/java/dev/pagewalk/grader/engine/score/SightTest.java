package dev.pagewalk.grader.engine.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final Sight CLOSED = new Sight(CheckResult::visibility, kata -> true);

    @Test
    void what_is_visible_is_left_as_it_is() {
        CheckResult check = check("k1.a", Visibility.VISIBLE, "it was 3");

        assertEquals(check, Sight.AS_DECLARED.of(result(check)).katas().get(0).checks().get(0));
    }

    @Test
    void of_a_name_only_check_name_rule_verdict_and_points_are_left() {
        CheckResult seen = seen(Sight.AS_DECLARED, check("k1.a", Visibility.NAME_ONLY, "it was 3"));

        assertEquals(
                new CheckResult("k1.a", "1.1", Kind.RACE, Visibility.NAME_ONLY, Verdict.FAIL, 0, 5, "a rule", "", "", "", "", "", "handout 1"),
                seen);
    }

    @Test
    void a_check_for_after_the_due_date_shows_its_name_before_and_everything_after_it() {
        CheckResult check = check("k1.a", Visibility.AFTER_DUE, "it was 3");

        assertEquals("", seen(Sight.AS_DECLARED, check).actual());
        assertEquals("it was 3", seen(CLOSED, check).actual());
        assertEquals(Visibility.VISIBLE, seen(CLOSED, check).visibility());
    }

    @Test
    void a_closed_hand_in_opens_nothing_else() {
        assertEquals("", seen(CLOSED, check("k1.a", Visibility.NAME_ONLY, "it was 3")).actual());
        assertEquals(List.of(), CLOSED.of(result(check("k1.a", Visibility.HIDDEN, "it was 3"))).katas().get(0).checks());
    }

    @Test
    void a_hidden_check_is_in_the_sums_alone() {
        Result seen = Sight.AS_DECLARED.of(result(check("k1.a", Visibility.VISIBLE, ""), check("k1.secret", Visibility.HIDDEN, "it was 3")));

        assertEquals(10, seen.katas().get(0).max());
        assertArrayEquals(new int[] {0, 5}, Sight.unseen(seen.katas().get(0)));
        assertFalse(seen.toString().contains("secret"));
    }

    @Test
    void a_check_that_waits_for_a_hidden_one_does_not_say_which() {
        Result seen = Sight.AS_DECLARED.of(result(
                check("k1.a", Visibility.VISIBLE, "Not run: it needs the_secret to pass first, k1.the_secret, the secret or the_secret_of_all."),
                check("k1.the_secret", Visibility.HIDDEN, "")));

        assertEquals(
                "Not run: it needs a check that is not shown to pass first, a check that is not shown, a check that is not shown"
                        + " or the_secret_of_all.",
                seen.katas().get(0).checks().get(0).actual());
    }

    @Test
    void the_course_decides_against_the_declaration() {
        Sight all = new Sight(check -> Visibility.VISIBLE, kata -> false);

        assertEquals("it was 3", seen(all, check("k1.a", Visibility.HIDDEN, "it was 3")).actual());
    }

    private static CheckResult seen(Sight sight, CheckResult check) {
        return sight.of(result(check)).katas().get(0).checks().get(0);
    }

    private static CheckResult check(String id, Visibility visibility, String actual) {
        return new CheckResult(
                id, "1.1", Kind.RACE, visibility, Verdict.FAIL, 0, 5, "a rule", "I3", "2", actual, "one\ntwo", "schedule 01", "handout 1");
    }

    private static Result result(CheckResult... checks) {
        KataResult kata = new KataResult("k1", "Refcount", Verdict.FAIL, "", List.of(), 0, 5 * checks.length, List.of(checks));
        return new Result(
                Result.SCHEMA, new GraderId("1", "c", "d"), new SubmissionId("ann", "abc", List.of()), Verdict.FAIL, "", 0, kata.max(),
                List.of(kata));
    }
}
