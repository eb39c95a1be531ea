package dev.pagewalk.grader.engine.matrix;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.matrix.Finding.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All specimens against all checks. */
public record Matrix(List<Finding> findings) {

    /** How many there are of each sort. */
    public Map<Outcome, Long> counts() {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, findings.stream().filter(finding -> finding.outcome() == outcome).count());
        }
        return counts;
    }

    /** Of the mutants that the named check killed, how many show it to the student first. */
    public long namedFirst() {
        return findings.stream().filter(Finding::isNamedFirst).count();
    }

    /** Those that something is wrong with. */
    public List<Finding> bad() {
        return findings.stream().filter(finding -> finding.outcome().isBad()).toList();
    }

    /** Those of one kata, or of several at once, by what they hold. */
    public List<Finding> of(List<Kata> katas) {
        return findings.stream().filter(finding -> finding.specimen().katas().equals(katas)).toList();
    }

    /** Which sets of katas specimens hold, in the order in which they occur. */
    public List<List<Kata>> groups() {
        return findings.stream().map(finding -> finding.specimen().katas()).distinct().toList();
    }

    /** The ids of the checks that ran for some specimens, in the order in which a student meets them. */
    public static List<String> checks(List<Finding> findings) {
        return findings.stream().flatMap(finding -> finding.verdicts().keySet().stream()).distinct().toList();
    }
}
