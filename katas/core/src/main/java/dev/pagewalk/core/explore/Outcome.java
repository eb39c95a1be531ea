package dev.pagewalk.core.explore;

import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param scenario the scenario's name
 * @param verdict how it ended
 * @param executions how often the story was told to an end; looking for a shorter schedule is not counted
 * @param redundant how many executions were given up because they were covered by others
 * @param distinctTraces how many of the executions differ in more than the order of unrelated accesses
 * @param traceHash the same for the same set of traces, on every run and JDK
 * @param failure the failure found, with the shortest schedule found for it
 */
public record Outcome(
        String scenario,
        Verdict verdict,
        long executions,
        long redundant,
        long distinctTraces,
        long traceHash,
        Optional<Failure> failure) {

    /** Whether all executions have been covered, so that passing is a proof (for this scenario and memory model). */
    public boolean isExhausted() {
        return verdict == Verdict.PASSED;
    }
}
