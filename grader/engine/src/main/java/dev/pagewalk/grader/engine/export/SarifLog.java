package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.export.Findings.Finding;
import dev.pagewalk.grader.engine.report.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * SARIF 2.1.0, as far as GitHub's code scanning reads it: a result for each finding that has a source file, with the schedule
 * of a race as a code flow. GitHub keeps 5,000 results of a run, and uploads 10 MB.
 */
final class SarifLog {
    private static final int MAX_BYTES = 10_000_000;
    private static final int MAX_RESULTS = 5000;

    private SarifLog() {}

    static byte[] of(Paper paper) throws ExportProblem {
        return Room.fit(MAX_BYTES, room -> Json.of(log(paper, findings(paper, room))));
    }

    private static List<Finding> findings(Paper paper, Room room) {
        return Findings.of(paper, room).stream().filter(finding -> !finding.path().isEmpty()).limit(MAX_RESULTS).toList();
    }

    private static Map<String, Object> log(Paper paper, List<Finding> findings) {
        Map<String, Map<String, Object>> rules = new LinkedHashMap<>();
        findings.forEach(finding -> rules.putIfAbsent(finding.rule(), rule(finding)));
        Map<String, Object> run = new TreeMap<>();
        run.put("tool", Map.of("driver", new TreeMap<>(Map.of("name", "Pagewalk", "rules", List.copyOf(rules.values())))));
        run.put("automationDetails", Map.of("id", "pagewalk/katas"));
        run.put("invocations", List.of(invocation(paper)));
        run.put("columnKind", "utf16CodeUnits");
        run.put("results", results(paper, findings, List.copyOf(rules.keySet())));
        Map<String, Object> log = new TreeMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, Object> invocation(Paper paper) {
        Map<String, Object> invocation = new TreeMap<>();
        invocation.put("executionSuccessful", paper.verdict() != Verdict.INFRA);
        if (paper.verdict() == Verdict.INFRA) {
            Map<String, Object> notification = new TreeMap<>(Map.of("level", "error", "message", text(Preface.UNGRADED)));
            invocation.put("toolExecutionNotifications", List.of(notification));
        }
        return invocation;
    }

    private static Map<String, Object> rule(Finding finding) {
        Map<String, Object> rule = new TreeMap<>();
        String name = finding.check().map(check -> Inert.line(check.title())).orElse(Inert.line(finding.title()));
        String whole = finding.check().map(check -> Inert.line(check.rule())).filter(text -> !text.isEmpty()).orElse(name);
        String read = finding.check().map(check -> Inert.line(check.read())).filter(text -> !text.isEmpty()).orElse(whole);
        rule.put("id", Inert.line(finding.rule()));
        rule.put("shortDescription", text(name));
        rule.put("fullDescription", text(whole));
        rule.put("help", text(read));
        rule.put("properties", new TreeMap<>(Map.of("tags", List.of(kind(finding)), "precision", "very-high", "problem.severity", level(finding))));
        return rule;
    }

    private static String kind(Finding finding) {
        return finding.check().map(check -> check.kind().name().toLowerCase(Locale.ROOT)).orElse("build");
    }

    private static String level(Finding finding) {
        return finding.isStyle() ? "warning" : "error";
    }

    private static List<Map<String, Object>> results(Paper paper, List<Finding> findings, List<String> rules) {
        Map<String, Integer> seen = new HashMap<>();
        List<Map<String, Object>> results = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> result = new TreeMap<>();
            result.put("ruleId", Inert.line(finding.rule()));
            result.put("ruleIndex", rules.indexOf(finding.rule()));
            result.put("level", level(finding));
            result.put("message", text(finding.text().isEmpty() ? Inert.line(finding.title()) : finding.text()));
            result.put("locations", List.of(CodeFlow.location(finding.path(), finding.line())));
            int nth = seen.merge(finding.fingerprint(), 1, Integer::sum);
            result.put("partialFingerprints", Map.of("primaryLocationLineHash", finding.fingerprint() + ":" + nth));
            List<Map<String, Object>> flows = CodeFlow.of(paper, finding);
            if (!flows.isEmpty()) {
                result.put("codeFlows", flows);
            }
            results.add(result);
        }
        return results;
    }

    /** A message; SARIF takes {@code [text](target)} for a link. */
    static Map<String, Object> text(String text) {
        return Map.of("text", text.isEmpty() ? "-" : text.replace("](", "] ("));
    }
}
