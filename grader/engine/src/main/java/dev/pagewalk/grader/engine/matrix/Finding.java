package dev.pagewalk.grader.engine.matrix;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of a specimen when every check ran.
 *
 * @param verdicts on each check, by id
 * @param falls the checks that fell, in the order in which a student meets them
 * @param broken the rules that checks told as broken, by the ids of the checks
 */
public record Finding(
        Specimen specimen,
        Outcome outcome,
        Verdict verdict,
        Map<String, Verdict> verdicts,
        List<String> falls,
        Map<String, String> broken) {
    private static final Set<Verdict> STANDS = Set.of(Verdict.PASS, Verdict.SKIPPED);

    /** How it compares with what is expected. */
    public enum Outcome {
        /** A mutant that fell at a check that names it. */
        NAMED("killed by the named check"),
        /** A mutant that fell, but only at checks that do not name it. */
        OTHERWISE("killed by others only"),
        /** A mutant that no check noticed. */
        SURVIVED("survivors"),
        /** A right way that passed. */
        PASSED("right ways that pass"),
        /** A right way that fell. */
        FALSE_ALARM("false alarms"),
        /** What does not run, with the verdict that it must get. */
        AS_EXPECTED("others, as expected"),
        /** What does not run, with another verdict. */
        UNEXPECTED("others, not as expected");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** For example {@code false alarms}. */
        public String words() {
            return words;
        }

        /** Whether checks or specimens have to be mended. */
        public boolean isBad() {
            return this == SURVIVED || this == FALSE_ALARM || this == UNEXPECTED || this == OTHERWISE;
        }
    }

    static Finding of(Specimen specimen, Result result) {
        List<CheckResult> checks = result.katas().stream().flatMap(kata -> kata.checks().stream()).toList();
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        checks.forEach(check -> verdicts.put(check.id(), check.verdict()));
        List<String> falls = checks.stream().filter(check -> !STANDS.contains(check.verdict())).map(CheckResult::id).toList();
        Map<String, String> broken = new LinkedHashMap<>();
        checks.stream().filter(check -> !check.invariant().isEmpty()).forEach(check -> broken.put(check.id(), check.invariant()));
        return new Finding(specimen, outcome(specimen.expected(), result, falls), result.verdict(), verdicts, falls, broken);
    }

    private static Outcome outcome(Expected expected, Result result, List<String> falls) {
        if (expected.isRight()) {
            boolean full = result.verdict() == Verdict.PASS && expected.allows(result.score(), result.max());
            return full ? Outcome.PASSED : Outcome.FALSE_ALARM;
        }
        if (!expected.isMutant()) {
            return result.verdict() == expected.verdict() ? Outcome.AS_EXPECTED : Outcome.UNEXPECTED;
        }
        if (falls.stream().anyMatch(expected.falls()::contains)) {
            return Outcome.NAMED;
        }
        return falls.isEmpty() ? Outcome.SURVIVED : Outcome.OTHERWISE;
    }

    /** Whether the first check that a student sees fall is one that names the bug. */
    public boolean isNamedFirst() {
        return outcome == Outcome.NAMED && specimen.expected().falls().contains(falls.get(0));
    }

    /** A mark for the cell of a check: what was expected to fall, and what fell. */
    public String mark(String check) {
        Verdict verdict = verdicts.get(check);
        boolean named = specimen.expected().falls().contains(check);
        if (verdict == null || verdict == Verdict.SKIPPED) {
            return "";
        }
        if (verdict == Verdict.PASS) {
            return named ? "?" : "·";
        }
        return named ? "X" : "x";
    }
}
