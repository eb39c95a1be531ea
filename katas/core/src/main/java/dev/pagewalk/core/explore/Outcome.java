package dev.pagewalk.core.explore;

import java.util.List;
import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param scenario the scenario's name
 * @param model what CPUs could see of each other
 * @param verdict how it ended
 * @param searches what each engine did, in order; looking for a shorter schedule is not among them
 * @param distinctTraces how many of the executions differ in more than the order of unrelated accesses
 * @param traceHash the same for the same set of traces, on every run and JDK
 * @param failure the failure found, with the shortest schedule found for it
 */
public record Outcome(
        String scenario,
        MemoryModel model,
        Verdict verdict,
        List<Search> searches,
        long distinctTraces,
        long traceHash,
        Optional<Failure> failure) {

    /** How often the story was told to an end. */
    public long executions() {
        return searches.stream().mapToLong(Search::executions).sum();
    }

    /** How many executions stopped in the middle, because others cover what would follow. */
    public long redundant() {
        return searches.stream().mapToLong(Search::redundant).sum();
    }

    /** Whether all executions have been covered, so that passing is a proof (for this scenario and memory model). */
    public boolean isExhausted() {
        return verdict == Verdict.PASSED;
    }
}
