package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Room.Rest;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * PrairieLearn: {@code results.json} of an external grader, of 1 MB at most. What does not compile, or could not be graded, is
 * not gradable: the student loses no attempt. Each test has its points, since without them on one all lose theirs.
 */
final class PrairieLearnResults {
    private static final int MAX_BYTES = 1_000_000;

    private PrairieLearnResults() {}

    static byte[] of(Paper paper) throws ExportProblem {
        return Room.fit(MAX_BYTES, room -> Json.of(isGradable(paper) ? graded(paper, room) : refused(paper, room)));
    }

    private static boolean isGradable(Paper paper) {
        return paper.points().isPresent() && (paper.verdict() != Verdict.COMPILE_ERROR || paper.points().get().signum() > 0);
    }

    private static Map<String, Object> refused(Paper paper, Room room) {
        String what = paper.points().isPresent() ? Preface.of(paper, room) : Preface.UNGRADED;
        return new TreeMap<>(Map.of("gradable", false, "message", Inert.line(paper.total()), "format_errors", List.of(what)));
    }

    private static Map<String, Object> graded(Paper paper, Room room) {
        Map<String, Object> results = new TreeMap<>();
        results.put("gradable", true);
        results.put("score", paper.share());
        results.put("message", Inert.line(paper.total()));
        results.put("output", Preface.of(paper, room));
        results.put("tests", tests(paper, room));
        return results;
    }

    private static List<Map<String, Object>> tests(Paper paper, Room room) {
        return room.tests(
                paper.katas(),
                (kata, check) -> test(kata, check, room),
                (kata, rest) -> test(kata.id() + " " + Rest.NAME, "", rest.score(), rest.max(), "", ""));
    }

    private static Map<String, Object> test(KataResult kata, CheckResult check, Room room) {
        String output = check.verdict() == Verdict.PASS ? "" : CheckText.of(check, room);
        return test(kata.id() + " " + CheckText.title(check), check.rule(), check.score(), check.max(), check.verdict().name(), output);
    }

    private static Map<String, Object> test(String name, String description, int points, int max, String message, String output) {
        return new TreeMap<>(Map.of(
                "name", Inert.line(name), "description", Inert.line(description), "points", points, "max_points", max, "message", message,
                "output", output));
    }
}
