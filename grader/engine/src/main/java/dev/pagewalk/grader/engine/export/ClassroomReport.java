package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Findings.Finding;
import dev.pagewalk.grader.engine.export.Room.Rest;
import dev.pagewalk.grader.engine.report.Json;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * GitHub Classroom: the output {@code result} of a step, Base64 of JSON, which the Classroom reporter reads. The reporter adds
 * up the scores of the tests, so each has a number, and their sum is the score that counts.
 */
final class ClassroomReport {
    private static final int MAX_BYTES = 500_000;

    private ClassroomReport() {}

    static byte[] of(Paper paper) throws ExportProblem {
        byte[] json = Room.fit(MAX_BYTES, room -> Json.line(report(paper, room)).getBytes(StandardCharsets.UTF_8));
        return (Base64.getEncoder().encodeToString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What the reporter would print itself, for workflows without it. */
    static byte[] notices(Paper paper) throws ExportProblem {
        paper.verifyGraded();
        String points = paper.pointsText();
        String max = Numbers.text(paper.max());
        String commands = GithubAnnotations.Command.of("notice", "Autograding complete", "Points " + points + "/" + max) + "\n"
                + GithubAnnotations.Command.of("notice", "Autograding report", "{\"totalPoints\":" + points + ",\"maxPoints\":" + max + "}") + "\n";
        return commands.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> report(Paper paper, Room room) {
        Map<String, Object> report = new TreeMap<>();
        report.put("version", 1);
        report.put("status", status(paper.verdict()));
        report.put("max_score", Numbers.plain(paper.max()));
        report.put("tests", tests(paper, room));
        return report;
    }

    private static String status(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "pass";
            case INFRA -> "error";
            default -> "fail";
        };
    }

    /** Never none: of no tests the reporter makes a score that is no number. */
    private static List<Map<String, Object>> tests(Paper paper, Room room) {
        Map<String, Finding> findings =
                Findings.of(paper, room).stream().collect(Collectors.toMap(Finding::rule, Function.identity(), (first, next) -> first));
        List<Map<String, Object>> tests = new ArrayList<>();
        BigDecimal sum = BigDecimal.ZERO;
        for (KataResult kata : paper.katas()) {
            room.told(kata).forEach(check -> tests.add(test(kata, check, Optional.ofNullable(findings.get(check.id())), room)));
            Rest rest = room.rest(kata);
            if (rest.isThere()) {
                tests.add(test(kata.id() + " " + Rest.NAME, rest.isPassed() ? "pass" : "fail", BigDecimal.valueOf(rest.score()), ""));
            }
            sum = sum.add(BigDecimal.valueOf(kata.score()));
        }
        BigDecimal left = paper.points().orElse(sum).subtract(sum);
        if (left.signum() != 0) {
            tests.add(test("Weights, lateness and decisions", "pass", Numbers.plain(left), String.join(" ", paper.explanation())));
        }
        if (tests.isEmpty()) {
            tests.add(test("Pagewalk", status(paper.verdict()), BigDecimal.ZERO, Preface.of(paper, room)));
        }
        return tests;
    }

    private static Map<String, Object> test(KataResult kata, CheckResult check, Optional<Finding> finding, Room room) {
        String message = check.verdict() == Verdict.PASS ? "" : CheckText.of(check, room);
        Map<String, Object> test =
                test(kata.id() + " " + CheckText.title(check), status(check.verdict()), BigDecimal.valueOf(check.score()), message);
        finding.ifPresent(found -> {
            test.put("filename", Inert.line(found.path()));
            test.put("line_no", found.line());
        });
        return test;
    }

    private static Map<String, Object> test(String name, String status, BigDecimal score, String message) {
        Map<String, Object> test = new TreeMap<>();
        test.put("name", Inert.line(name));
        test.put("status", status);
        test.put("score", score);
        test.put("message", Inert.text(message, Room.AMPLE.chars()));
        test.put("test_code", "");
        test.put("line_no", 0);
        return test;
    }
}
