package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Findings.Finding;
import dev.pagewalk.grader.engine.report.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * GitHub: a check run, as {@code POST /repos/OWNER/REPOSITORY/check-runs} takes it, but for the commit ({@code head_sha}), which
 * no result knows. For workflows outside of the student's repository, whose own annotations the student does not see. At most
 * 50 annotations fit, and each needs a file and a line; what has none is in the summary, of at most 65,535 characters.
 */
final class GithubCheck {
    private static final int MAX_ANNOTATIONS = 50;
    private static final int MAX_SUMMARY = 65_535;

    private GithubCheck() {}

    static byte[] of(Paper paper) throws ExportProblem {
        String summary = new String(GithubSummary.within(paper, MAX_SUMMARY), StandardCharsets.UTF_8);
        Map<String, Object> output = new TreeMap<>();
        output.put("title", Inert.line(paper.total()));
        output.put("summary", summary);
        output.put("annotations", annotations(paper));
        return Json.of(new TreeMap<>(
                Map.of("name", "pagewalk", "status", "completed", "conclusion", conclusion(paper.verdict()), "output", output)));
    }

    private static String conclusion(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "success";
            case INFRA, NOT_STARTED -> "neutral";
            default -> "failure";
        };
    }

    private static List<Map<String, Object>> annotations(Paper paper) {
        return Findings.of(paper, Room.AMPLE).stream()
                .filter(finding -> !finding.path().isEmpty() && finding.line() > 0)
                .limit(MAX_ANNOTATIONS)
                .map(GithubCheck::annotation)
                .toList();
    }

    private static Map<String, Object> annotation(Finding finding) {
        Map<String, Object> annotation = new TreeMap<>();
        annotation.put("path", Inert.line(finding.path()));
        annotation.put("start_line", finding.line());
        annotation.put("end_line", finding.line());
        annotation.put("annotation_level", finding.isStyle() ? "warning" : "failure");
        annotation.put("title", Inert.line(finding.title()));
        annotation.put("message", finding.text());
        return annotation;
    }
}
