package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.export.Findings.Finding;
import dev.pagewalk.grader.engine.export.Sources.Place;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The schedule of a race as SARIF's code flow: a thread flow per CPU, each step at its line and with its place in the whole. */
final class CodeFlow {
    /** A line of a trace: step, CPU, what it does, and where. */
    private static final Pattern STEP = Pattern.compile("\\s*(\\d{1,6})\\s+(\\d{1,3})\\s+(.{1,200}?)\\s+(\\w+\\.java:\\d+)\\s*");

    private CodeFlow() {}

    /** None if the finding has no schedule. */
    static List<Map<String, Object>> of(Paper paper, Finding finding) {
        Map<Integer, List<Map<String, Object>>> cpus = new TreeMap<>();
        String history = finding.check().map(CheckResult::history).orElse("");
        history.lines().limit(200).map(STEP::matcher).filter(Matcher::matches).forEach(step -> add(cpus, step, paper));
        if (cpus.isEmpty()) {
            return List.of();
        }
        List<Map<String, Object>> threads = new ArrayList<>();
        cpus.forEach((cpu, steps) -> threads.add(new TreeMap<>(Map.of("id", "CPU " + cpu, "locations", steps))));
        return List.of(Map.of("threadFlows", threads));
    }

    private static void add(Map<Integer, List<Map<String, Object>>> cpus, Matcher step, Paper paper) {
        Optional<Place> place = paper.sources().first(step.group(4));
        if (place.isPresent()) {
            Map<String, Object> location = new TreeMap<>(location(place.get().path(), place.get().line()));
            location.put("message", SarifLog.text(Inert.line(step.group(3))));
            cpus.computeIfAbsent(Integer.parseInt(step.group(2)), cpu -> new ArrayList<>())
                    .add(new TreeMap<>(Map.of("executionOrder", Integer.parseInt(step.group(1)) + 1, "location", location)));
        }
    }

    /** @param line 0 if nobody knows it */
    static Map<String, Object> location(String path, int line) {
        Map<String, Object> region = Map.of("startLine", Math.max(1, line));
        return Map.of("physicalLocation", new TreeMap<>(Map.of("artifactLocation", Map.of("uri", uri(path)), "region", region)));
    }

    /** A path as a relative address. */
    private static String uri(String path) {
        return Arrays.stream(path.split("/"))
                .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
