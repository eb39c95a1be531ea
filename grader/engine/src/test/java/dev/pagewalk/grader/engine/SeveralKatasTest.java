package dev.pagewalk.grader.engine;

import static dev.pagewalk.grader.engine.Pupil.RIGHT_ADD;
import static dev.pagewalk.grader.engine.Pupil.RIGHT_SUM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A submission may hold some of the katas, and some of the katas may be graded. */
class SeveralKatasTest {
    private static final String LOOP = "while (true) { }";

    @TempDir
    private static Path classroom;

    private static Pupil pupil;
    private static Grader two;

    @BeforeAll
    static void start() throws IOException {
        pupil = new Pupil(classroom);
        two = Toy.grader(Toy.TWO);
    }

    @AfterAll
    static void stop() {
        two.close();
    }

    @Test
    void each_kata_is_scored_by_itself() {
        Result result = two.grade(both("both", "return 3 * a;")).result();

        assertEquals(List.of("PASS 53/53", "FAIL 0/15"), katas(result));
        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals(68, result.max());
    }

    @Test
    void a_kata_that_was_not_handed_in_is_not_started() {
        Delivery delivery = doubler("one", "return 2 * a;");

        Result result = two.grade(delivery).result();

        assertEquals(List.of("NOT_STARTED 0/53", "PASS 15/15"), katas(result));
        assertEquals("No file AdderKata.java was found in it.", result.katas().get(0).message());
    }

    @Test
    void only_the_chosen_katas_are_graded_among_the_references_of_the_others() throws IOException {
        Curriculum second = Toy.TWO.grading(List.of(Toy.TWO.katas().get(1)));

        Result result = grade(second, both("chosen", "return 2 * a;"));

        assertEquals(List.of("PASS 15/15"), katas(result));
        assertEquals(15, result.max());
        assertEquals(Verdict.PASS, result.verdict());
    }

    @Test
    void what_is_chosen_does_not_change_what_a_submission_is() throws IOException {
        Delivery delivery = both("same", "return 2 * a;");

        Result all = two.grade(delivery).result();
        Result one = grade(Toy.TWO.grading(List.of(Toy.TWO.katas().get(0))), delivery);

        assertEquals(all.submission(), one.submission());
    }

    @Test
    void a_kata_that_hangs_again_and_again_costs_the_next_one_nothing() {
        pupil.writes("hangs", LOOP, LOOP);
        Delivery delivery = doubler("hangs", "return 2 * a;");

        Result result = two.grade(delivery).result();

        assertEquals(Verdict.TIMEOUT, result.katas().get(0).verdict());
        assertEquals(List.of(Verdict.PASS), result.katas().get(1).checks().stream().limit(1).map(Result.CheckResult::verdict).toList());
    }

    @Test
    void on_demand_no_check_is_skipped_because_another_one_failed() throws IOException {
        Result result = grade(Toy.CURRICULUM.runningEveryCheck(), pupil.writes("every", "return 0;", RIGHT_SUM));

        assertFalse(result.katas().get(0).checks().stream().anyMatch(check -> check.verdict() == Verdict.SKIPPED && check.kind() != Kind.DESIGN));
    }

    private Delivery both(String id, String twice) {
        pupil.writes(id, RIGHT_ADD, RIGHT_SUM);
        return doubler(id, twice);
    }

    private Delivery doubler(String id, String twice) {
        String source = """
                package toy.katas;

                public class DoublerKata implements toy.core.Doubler {
                    public int twice(int a) { %s }
                }
                """.formatted(twice);
        return pupil.handsIn(id, "DoublerKata.java", source.getBytes(StandardCharsets.UTF_8));
    }

    private static Result grade(Curriculum curriculum, Delivery delivery) throws IOException {
        try (Grader grader = Toy.grader(curriculum)) {
            return grader.grade(delivery).result();
        }
    }

    private static List<String> katas(Result result) {
        return result.katas().stream().map(SeveralKatasTest::line).toList();
    }

    private static String line(KataResult kata) {
        return kata.verdict() + " " + kata.score() + "/" + kata.max();
    }
}
