package dev.pagewalk.grader.engine.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.batch.Register.Line;
import dev.pagewalk.grader.engine.report.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final String DUE = "2026-10-12T12:00:00Z";
    private static final String IN_TIME = "2026-10-12T11:00:00Z";
    private static final String ONE_DAY_LATE = "2026-10-12T20:00:00Z";
    private static final String THREE_DAYS_LATE = "2026-10-14T20:00:00Z";

    private final List<Line> lines = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> kept = new ArrayList<>();
    private String counts = "last";
    private String extensions = "[]";
    private String overrides = "";

    @Test
    void katas_count_by_their_weights() throws CourseProblem {
        handsIn("ann", 1, IN_TIME, 40, 10);

        assertEquals("83.33", mark("ann").points());
    }

    @Test
    void each_day_begun_costs_the_same() throws CourseProblem {
        handsIn("ann", 1, ONE_DAY_LATE, 40, 20);
        handsIn("bob", 1, THREE_DAYS_LATE, 40, 20);

        assertEquals(List.of("100", "93.33"), List.of(mark("ann").raw(), mark("ann").points()));
        assertEquals("80", mark("bob").points());
        assertTrue(mark("bob").explanation().contains("k1: 3 days late, minus 30 %: 28 instead of 40."), mark("bob").explanation().toString());
    }

    @Test
    void lateness_costs_no_more_than_the_cap_and_nothing_within_the_grace_period() throws CourseProblem {
        handsIn("ann", 1, "2026-12-24T12:00:00Z", 40, 20);
        handsIn("bob", 1, "2026-10-12T12:15:00Z", 40, 20);
        handsIn("cem", 1, "2026-10-12T12:15:01Z", 40, 20);

        assertEquals(List.of("66.67", "100", "93.33"), List.of(mark("ann").points(), mark("bob").points(), mark("cem").points()));
    }

    @Test
    void an_extension_moves_the_date_of_one_student() throws CourseProblem {
        extensions = "[ { \"student\": \"ann\", \"more\": \"P2D\", \"why\": \"ill\" } ]";
        handsIn("ann", 1, THREE_DAYS_LATE, 40, 20);
        handsIn("bob", 1, THREE_DAYS_LATE, 40, 20);

        assertEquals(List.of("93.33", "80"), List.of(mark("ann").points(), mark("bob").points()));
    }

    @Test
    void the_last_attempt_counts_or_the_best_or_the_last_one_on_time() throws CourseProblem {
        handsIn("ann", 1, IN_TIME, 20, 20);
        handsIn("ann", 2, IN_TIME, 30, 10);
        handsIn("ann", 3, THREE_DAYS_LATE, 40, 20);

        assertEquals("ann-3", mark("ann").submission());
        counts = "best";
        assertEquals("ann-3", mark("ann").submission());
        counts = "last-on-time";
        assertEquals("ann-2", mark("ann").submission());
    }

    @Test
    void the_best_attempt_is_the_best_after_lateness() throws CourseProblem {
        counts = "best";
        handsIn("ann", 1, IN_TIME, 36, 20);
        handsIn("ann", 2, THREE_DAYS_LATE, 40, 20);

        assertEquals("ann-1", mark("ann").submission());
    }

    @Test
    void an_attempt_that_could_not_be_graded_counts_only_alone_and_has_no_points() throws CourseProblem {
        handsIn("ann", 1, IN_TIME, 40, 20);
        lines.add(new Line("ann-2", "ann", 2, IN_TIME));
        rows.add(new Row("ann-2", Verdict.INFRA, 0, 60, List.of()));
        lines.add(new Line("bob-1", "bob", 1, IN_TIME));
        rows.add(new Row("bob-1", Verdict.INFRA, 0, 60, List.of()));

        assertEquals(List.of("100", ""), List.of(mark("ann").points(), mark("bob").points()));
    }

    @Test
    void a_decision_is_the_last_word_and_its_reason_is_shown() throws CourseProblem {
        overrides = "ann,k1,35,the disk was full\nbob,,77,by the board\n";
        handsIn("ann", 1, THREE_DAYS_LATE, 10, 20);
        handsIn("bob", 1, IN_TIME, 10, 20);

        assertEquals("91.67", mark("ann").points());
        assertTrue(mark("ann").explanation().contains("k1: 35 of 40 points instead of 10, decided by the instructor: the disk was full"));
        assertEquals("77", mark("bob").points());
        assertTrue(mark("bob").explanation().contains("The mark was decided by the instructor: by the board"));
    }

    @Test
    void points_can_be_decided_for_somebody_who_handed_in_nothing() throws CourseProblem {
        overrides = "zoe,k1,20,shown at the desk\n";
        handsIn("ann", 1, IN_TIME, 40, 20);

        assertEquals("33.33", mark("zoe").points());
        assertTrue(mark("zoe").explanation().toString().contains("decided by the instructor: shown at the desk"), mark("zoe").explanation().toString());
    }

    @Test
    void who_is_on_the_roster_and_handed_in_nothing_has_no_points() throws CourseProblem {
        handsIn("ann", 1, IN_TIME, 40, 20);

        Mark zoe = mark("zoe");

        assertEquals(List.of("Zoe Zimt", "0", ""), List.of(zoe.name(), zoe.points(), zoe.submission()));
    }

    @Test
    void earlier_points_that_are_kept_count_and_it_is_said() throws CourseProblem {
        handsIn("ann", 1, IN_TIME, 40, 20);
        kept.add(rows.remove(0));
        lines.clear();
        handsIn("ann", 1, IN_TIME, 30, 20);

        assertEquals("100", mark("ann").points());
        assertTrue(mark("ann").notes().contains("It was graded again with fewer points: those of before count."));
    }

    @Test
    void a_time_that_nobody_knows_is_in_time_and_says_so() throws CourseProblem {
        handsIn("ann", 1, "", 40, 20);

        assertEquals("100", mark("ann").points());
        assertTrue(mark("ann").notes().contains("When it was handed in is not known: it counts as on time."));
    }

    private void handsIn(String student, int attempt, String when, int k1, int k2) {
        String id = student + "-" + attempt;
        lines.add(new Line(id, student, attempt, when));
        rows.add(new Row(
                id, Verdict.FAIL, k1 + k2, 60,
                List.of(new Row.KataRow("k1", Verdict.FAIL, k1, 40), new Row.KataRow("k2", Verdict.FAIL, k2, 20))));
    }

    private Mark mark(String student) throws CourseProblem {
        List<String> katas = List.of("k1", "k2");
        Course course = Course.read("course.json", """
                { "title": "x", "counts": "%s",
                  "katas": [ { "id": "k1", "weight": 2, "due": "%s" }, { "id": "k2", "weight": 1 } ],
                  "late": { "grace": "PT15M", "perDay": 10, "cap": 50 }, "extensions": %s }
                """.formatted(counts, DUE, extensions), katas, check -> true);
        List<Decision> decisions = Decision.read("overrides.csv", "student,kata,points,reason\n" + overrides, katas);
        Roster roster = Roster.read("roster.csv", "student,name\nzoe,Zoe Zimt\n");
        return new Marks(course, decisions, roster)
                .of(lines, rows, kept).stream().filter(mark -> mark.student().equals(student)).findFirst().orElseThrow();
    }
}
