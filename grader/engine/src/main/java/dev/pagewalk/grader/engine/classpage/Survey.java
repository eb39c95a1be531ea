package dev.pagewalk.grader.engine.classpage;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the results of a class have in common. Takes one after the other and keeps none. */
public final class Survey {
    private static final Set<Verdict> NEVER_RAN =
            EnumSet.of(Verdict.NOT_STARTED, Verdict.COMPILE_ERROR, Verdict.POLICY, Verdict.INFRA, Verdict.SKIPPED);
    private static final Set<Verdict> IDLE = EnumSet.of(Verdict.SKIPPED, Verdict.NOT_STARTED);
    private static final Set<Verdict> NO_FAULT = EnumSet.of(Verdict.PASS, Verdict.SKIPPED, Verdict.NOT_STARTED, Verdict.INFRA);

    private final Map<String, CheckFigures> checks = new LinkedHashMap<>();
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final Map<Set<Integer>, List<String>> alike = new LinkedHashMap<>();

    /**
     * What one submission failed.
     *
     * @param checks numbers of the failed checks
     * @param broken numbers of the clusters that it belongs to
     * @param first the rule that was broken first, or empty
     * @param idle how many checks did not run, although its code did
     */
    public record Failures(Set<Integer> checks, Set<Integer> broken, String first, long idle) {
        static final Failures NONE = new Failures(Set.of(), Set.of(), "", 0);
    }

    Failures add(Result result) {
        Set<Integer> failed = new TreeSet<>();
        Set<Integer> broken = new LinkedHashSet<>();
        for (KataResult kata : result.katas()) {
            for (CheckResult check : kata.checks()) {
                int number = count(kata, check);
                if (!NEVER_RAN.contains(kata.verdict()) && !NO_FAULT.contains(check.verdict())) {
                    failed.add(number);
                    broken.add(cluster(check, number).number());
                }
            }
        }
        List<Cluster> known = List.copyOf(clusters.values());
        broken.forEach(number -> known.get(number).addSubmission());
        if (!failed.isEmpty()) {
            alike.computeIfAbsent(failed, any -> new ArrayList<>()).add(result.submission().id());
        }
        String first = broken.stream().findFirst().map(number -> known.get(number).label()).orElse("");
        return new Failures(failed, broken, first, idle(result));
    }

    private static long idle(Result result) {
        return result.katas().stream()
                .filter(kata -> !NEVER_RAN.contains(kata.verdict()))
                .flatMap(kata -> kata.checks().stream())
                .filter(check -> IDLE.contains(check.verdict()))
                .count();
    }

    private Cluster cluster(CheckResult check, int number) {
        Cluster cluster = clusters.computeIfAbsent(Cluster.key(check), key -> new Cluster(clusters.size(), check));
        cluster.addCheck(number);
        return cluster;
    }

    private int count(KataResult kata, CheckResult check) {
        CheckFigures figures = checks.computeIfAbsent(check.id(), id -> new CheckFigures(checks.size(), check));
        if (!NEVER_RAN.contains(kata.verdict())) {
            figures.add(kata, check);
        }
        return figures.number();
    }

    /** All checks that ran, in the order of the manifest. */
    public List<CheckFigures> checks() {
        return checks.values().stream().filter(check -> check.all() > 0).toList();
    }

    /** Checks in which somebody hung, the worst first. */
    public List<CheckFigures> hung() {
        return checks.values().stream()
                .filter(check -> check.hung() > 0)
                .sorted(Comparator.comparingInt(CheckFigures::hung).reversed().thenComparingInt(CheckFigures::number))
                .toList();
    }

    /** Broken invariants, or rules that are none, the most frequent first. */
    public List<Cluster> clusters(boolean invariants) {
        return clusters.values().stream()
                .filter(cluster -> cluster.isInvariant() == invariants)
                .sorted(Comparator.comparingInt(Cluster::submissions).reversed().thenComparing(Cluster::label))
                .toList();
    }

    /** Checks that these numbers stand for, as a filter of the page takes them. */
    public String ids(Set<Integer> numbers) {
        List<String> ids = List.copyOf(checks.keySet());
        return numbers.stream().map(ids::get).collect(Collectors.joining(","));
    }

    /** The groups of more than one submission that fail the same checks, the largest first. */
    public Map<Set<Integer>, List<String>> alike(int most) {
        Map<Set<Integer>, List<String>> largest = new LinkedHashMap<>();
        alike.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .sorted(Comparator.comparingInt((Map.Entry<Set<Integer>, List<String>> group) -> group.getValue().size())
                        .reversed())
                .limit(most)
                .forEach(group -> largest.put(group.getKey(), group.getValue()));
        return largest;
    }
}
