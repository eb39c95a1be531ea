package dev.pagewalk.grader.engine.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is wrong with an instructor's file is said by file, line and field. */
class CourseTest {
    private static final List<String> KATAS = List.of("k1", "k2");
    private static final Predicate<String> CHECKS = "k1.get_against_get"::equals;

    @Test
    void a_course_with_all_there_is() throws CourseProblem {
        Course course = Course.read("course.json", """
                {
                  "title": "Operating systems",
                  "points": 50,
                  "counts": "last-on-time",
                  "katas": [
                    { "id": "k1", "weight": 2, "due": "2026-10-12T23:59:00+02:00" },
                    { "id": "k2" }
                  ],
                  "late": { "grace": "PT15M", "perDay": 10, "cap": 50 },
                  "extensions": [
                    { "student": "ann", "kata": "k1", "more": "P2D", "why": "ill" }
                  ]
                }
                """, KATAS, CHECKS);

        assertEquals(Course.Counts.LAST_ON_TIME, course.counts());
        assertEquals("2026-10-12T21:59:00Z", course.due(course.katas().get(0), "bob").orElseThrow().toString());
        assertEquals("2026-10-14T21:59:00Z", course.due(course.katas().get(0), "ann").orElseThrow().toString());
    }

    @Test
    void a_missing_field() {
        assertProblem("course.json:1: the field title is missing", "{ \"katas\": [ { \"id\": \"k1\" } ] }");
    }

    @Test
    void a_field_that_nobody_knows() {
        assertProblem(
                "course.json:4: late.perday: there is no such field; there are cap, grace, perDay",
                "{ \"title\": \"x\",\n  \"katas\": [ { \"id\": \"k1\" } ],\n  \"late\": {\n    \"perday\": 5 } }");
    }

    @Test
    void a_number_out_of_range() {
        assertProblem(
                "course.json:3: late.perDay: must be a number from 0 to 100",
                "{ \"title\": \"x\", \"katas\": [ { \"id\": \"k1\" } ],\n\"late\": {\n \"perDay\": 101 } }");
    }

    @Test
    void a_date_without_an_offset() {
        assertProblem(
                "course.json:2: katas[0].due: must be a date with time and offset, for example 2026-10-12T23:59:00+02:00",
                "{ \"title\": \"x\", \"katas\": [\n { \"id\": \"k1\", \"due\": \"2026-10-12\" } ] }");
    }

    @Test
    void a_kata_that_does_not_exist_or_is_there_twice() {
        assertProblem("course.json:1: katas[0].id: there is no kata k9; there are k1, k2", "{ \"title\": \"x\", \"katas\": [ { \"id\": \"k9\" } ] }");
        assertProblem(
                "course.json:2: katas[1]: kata k1 is there twice",
                "{ \"title\": \"x\", \"katas\": [ { \"id\": \"k1\" },\n { \"id\": \"k1\" } ] }");
    }

    @Test
    void an_extension_without_a_reason_or_with_two_dates() {
        String start = "{ \"title\": \"x\", \"katas\": [ { \"id\": \"k1\" } ], \"extensions\": [\n";
        assertProblem("course.json:2: extensions[0]: the field why is missing", start + "{ \"student\": \"ann\", \"more\": \"P1D\" } ] }");
        assertProblem("course.json:2: extensions[0]: give either until (a date) or more (a duration)", start + "{ \"student\": \"ann\", \"why\": \"ill\" } ] }");
    }

    @Test
    void what_is_not_json() {
        String message = problem("{ \"title\": \"x\",\n  \"katas\": [ }");

        assertEquals("course.json:2: not JSON: ", message.substring(0, "course.json:2: not JSON: ".length()));
    }

    @Test
    void a_field_that_is_there_twice() {
        assertEquals("course.json:2: not JSON: Duplicate field 'title'", problem("{ \"title\": \"x\",\n \"title\": \"y\" }"));
    }

    @Test
    void a_decision_without_a_reason() {
        CourseProblem problem = assertThrows(
                CourseProblem.class, () -> Decision.read("overrides.csv", "student,kata,points,reason\nann,k1,5,\n", KATAS));

        assertEquals("overrides.csv:2: reason: is missing: fill it in, or remove the line", problem.getMessage());
    }

    @Test
    void a_decision_about_points_that_are_no_number() {
        CourseProblem problem = assertThrows(
                CourseProblem.class, () -> Decision.read("overrides.csv", "student,kata,points,reason\n\nann,k1,many,kind\n", KATAS));

        assertEquals("overrides.csv:3: points: must be a number, 0 or more", problem.getMessage());
    }

    @Test
    void a_table_as_spreadsheets_write_it() throws CourseProblem {
        List<Decision> decisions = Decision.read(
                "overrides.csv", "\uFEFFStudent;Kata;Points;Reason\r\nann;k1;7,5;\"ill; \"\"flu\"\"\nsince Monday\"\r\n", KATAS);

        assertEquals("ill; \"flu\"\nsince Monday", decisions.get(0).reason());
        assertEquals("7.5", decisions.get(0).points().toString());
    }

    @Test
    void a_quote_that_is_never_closed() {
        CourseProblem problem = assertThrows(CourseProblem.class, () -> Roster.read("roster.csv", "student,name\nann,\"Ann\nbob,Bob\n"));

        assertEquals("roster.csv:2: opens a quote that is never closed", problem.getMessage());
    }

    @Test
    void two_students_with_one_name_on_the_roster() {
        CourseProblem problem = assertThrows(
                CourseProblem.class, () -> Roster.read("roster.csv", "student,name\na1,Ann Lee\na2,ann lee\n"));

        assertEquals("roster.csv:3: name: ann lee stands for a1 already: two students need two names", problem.getMessage());
    }

    @Test
    void times_as_a_person_or_github_classroom_writes_them() throws CourseProblem {
        Roster roster = Roster.read("roster.csv", "student,github\nalee,ann-codes\n");
        Instant noon = Instant.parse("2026-10-12T12:00:00Z");

        assertEquals(Map.of("alee", noon), Times.read("t.csv", "student,submitted\nann-codes,2026-10-12T14:00:00+02:00\nbob,\n", roster));
        assertEquals(
                Map.of("alee", noon),
                Times.read("t.csv", "github_username,x,submission_timestamp\nann-codes,y,2026-10-12 12:00:00 UTC\n", roster));
    }

    @Test
    void of_check_kata_kind_and_all_the_nearest_says_what_students_see() throws CourseProblem {
        Visibilities visibility = visibility(
                "{ \"all\": \"hidden\", \"race\": \"name-only\", \"k2\": \"after-due\", \"k1.get_against_get\": \"visible\" }");

        assertEquals(Visibility.VISIBLE, visibility.of(check("k1.get_against_get", Kind.RACE)));
        assertEquals(Visibility.NAME_ONLY, visibility.of(check("k1.get_against_put", Kind.RACE)));
        assertEquals(Visibility.AFTER_DUE, visibility.of(check("k2.x", Kind.RACE)));
        assertEquals(Visibility.HIDDEN, visibility.of(check("k1.x", Kind.DESIGN)));
        assertEquals(Visibility.NAME_ONLY, visibility("{}").of(check("k1.x", Kind.DESIGN)));
    }

    @Test
    void visibility_of_what_is_not_there() {
        assertProblem(
                "course.json:2: visibility.k1.get: there is no such check: name one as in k1.get_against_get, a kata (k1), a kind (functional,"
                        + " invariant, race, performance, design), or all",
                "{ \"title\": \"x\", \"katas\": [ { \"id\": \"k1\" } ],\n\"visibility\": { \"k1.get\": \"hidden\" } }");
        assertProblem(
                "course.json:2: visibility.race: must be visible, after-due, name-only, hidden",
                "{ \"title\": \"x\", \"katas\": [ { \"id\": \"k1\" } ],\n\"visibility\": { \"race\": \"secret\" } }");
    }

    @Test
    void a_kata_is_closed_when_it_is_due_for_nobody_any_more() throws CourseProblem {
        Course course = Course.read("course.json", """
                { "title": "x", "katas": [ { "id": "k1", "due": "2026-10-12T12:00:00Z" }, { "id": "k2" } ],
                  "late": { "grace": "PT1H", "perDay": 10 }, "visibility": { "all": "after-due" },
                  "extensions": [ { "student": "ann", "kata": "k1", "more": "P2D", "why": "ill" } ] }
                """, KATAS, CHECKS);

        assertEquals(Visibility.NAME_ONLY, seen(course, "k1", "2026-10-13T12:00:00Z"));
        assertEquals(Visibility.NAME_ONLY, seen(course, "k1", "2026-10-14T13:00:00Z"));
        assertEquals(Visibility.VISIBLE, seen(course, "k1", "2026-10-14T13:00:01Z"));
        assertEquals(Visibility.NAME_ONLY, seen(course, "k2", "2036-10-14T13:00:01Z"));
    }

    private static Visibility seen(Course course, String kata, String moment) {
        CheckResult check = check(kata + ".x", Kind.RACE);
        KataResult whole = new KataResult(kata, "", Verdict.FAIL, "", List.of(), 0, 5, List.of(check));
        Result result = new Result(
                Result.SCHEMA, new GraderId("", "", ""), new SubmissionId("ann", "", List.of()), Verdict.FAIL, "", 0, 5, List.of(whole));
        return course.sight(Instant.parse(moment)).of(result).katas().get(0).checks().get(0).visibility();
    }

    private static Visibilities visibility(String json) throws CourseProblem {
        String text = "{ \"title\": \"x\", \"katas\": [ { \"id\": \"k1\" }, { \"id\": \"k2\" } ], \"visibility\": " + json + " }";
        return Course.read("course.json", text, KATAS, CHECKS).visibility();
    }

    private static CheckResult check(String id, Kind kind) {
        return new CheckResult(id, "1.1", kind, Visibility.NAME_ONLY, Verdict.FAIL, 0, 5, "", "", "", "", "", "", "");
    }

    private static void assertProblem(String message, String json) {
        assertEquals(message, problem(json));
    }

    private static String problem(String json) {
        return assertThrows(CourseProblem.class, () -> Course.read("course.json", json, KATAS, CHECKS)).getMessage();
    }
}
