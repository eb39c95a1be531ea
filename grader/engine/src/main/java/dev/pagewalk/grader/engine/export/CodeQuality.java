package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.export.Findings.Finding;
import dev.pagewalk.grader.engine.report.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** GitLab: the Code Quality report, a list of findings in source files. */
final class CodeQuality {
    private static final int MAX_BYTES = 10_000_000;

    private CodeQuality() {}

    static byte[] of(Paper paper) throws ExportProblem {
        return Room.fit(MAX_BYTES, room -> Json.of(issues(Findings.of(paper, room))));
    }

    private static List<Map<String, Object>> issues(List<Finding> findings) {
        Map<String, Integer> seen = new HashMap<>();
        List<Map<String, Object>> issues = new ArrayList<>();
        for (Finding finding : findings) {
            if (!finding.path().isEmpty()) {
                int nth = seen.merge(finding.fingerprint(), 1, Integer::sum);
                issues.add(new TreeMap<>(Map.of(
                        "description", description(finding),
                        "check_name", Inert.line(finding.rule()),
                        "fingerprint", finding.fingerprint() + "-" + nth,
                        "severity", severity(finding),
                        "location",
                                new TreeMap<>(Map.of("path", finding.path(), "lines", Map.of("begin", Math.max(1, finding.line())))))));
            }
        }
        return issues;
    }

    private static String description(Finding finding) {
        return Inert.line(finding.check().isPresent() ? finding.title() : finding.title() + ": " + finding.text());
    }

    private static String severity(Finding finding) {
        if (finding.isStyle()) {
            return "minor";
        }
        return finding.check().isPresent() ? "major" : "blocker";
    }
}
