package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Room.Rest;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gradescope: {@code results.json}. The score at the top is the one that counts, after lateness and decisions; it overrides
 * the sum of the tests. No test is marked hidden, since one alone would take the total from the student: hidden checks are
 * left out, and a line tells their points. A submission that the grader could not grade has no file, so that Gradescope
 * reports a failed autograder instead of a score of 0.
 */
final class GradescopeResults {
    private static final int MAX_BYTES = 4_000_000;
    private static final String PLAIN = "text";

    private GradescopeResults() {}

    static byte[] of(Paper paper) throws ExportProblem {
        paper.verifyGraded();
        return Room.fit(MAX_BYTES, room -> Json.of(results(paper, room)));
    }

    private static Map<String, Object> results(Paper paper, Room room) {
        Map<String, Object> results = new TreeMap<>();
        results.put("score", Numbers.plain(paper.points().orElseThrow()));
        results.put("output", Preface.of(paper, room));
        results.put("output_format", PLAIN);
        results.put("test_output_format", PLAIN);
        results.put("test_name_format", PLAIN);
        results.put("visibility", "visible");
        results.put("stdout_visibility", "hidden");
        results.put("extra_data", extra(paper));
        results.put("tests", tests(paper, room));
        return results;
    }

    private static Map<String, Object> extra(Paper paper) {
        Result result = paper.result();
        return new TreeMap<>(Map.of(
                "verdict", result.verdict().name(),
                "sha256", Inert.line(result.submission().sha256()),
                "grader", Inert.line(result.grader().version()),
                "checks", Inert.line(result.grader().checks())));
    }

    private static List<Map<String, Object>> tests(Paper paper, Room room) {
        return room.tests(
                paper.katas(),
                (kata, check) -> test(kata, check, room),
                (kata, rest) -> test(kata.id() + " " + Rest.NAME, rest.score(), rest.max(), rest.isPassed()));
    }

    private static Map<String, Object> test(KataResult kata, CheckResult check, Room room) {
        boolean passed = check.verdict() == Verdict.PASS;
        Map<String, Object> test = test(kata.id() + " " + CheckText.title(check), check.score(), check.max(), passed);
        test.put("number", Inert.line(check.task()));
        test.put("tags", List.of(check.kind().name().toLowerCase(Locale.ROOT)));
        test.put("output", passed ? "" : check.verdict() + "\n" + CheckText.of(check, room));
        return test;
    }

    /** What is worth nothing informs, and has no score. */
    private static Map<String, Object> test(String name, int score, int max, boolean passed) {
        Map<String, Object> test = new TreeMap<>(Map.of("name", Inert.line(name), "status", passed ? "passed" : "failed", "visibility", "visible"));
        if (max > 0) {
            test.put("score", score);
            test.put("max_score", max);
        }
        return test;
    }
}
