package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.report.Trace;
import dev.pagewalk.grader.engine.score.Result;
import java.util.Map;

/**
 * A submission after it was graded.
 *
 * @param result what it is worth
 * @param run what is true of this run alone: times, resources, host
 * @param output what it printed
 * @param sources its kata files, by their names
 * @param trace how checks failed
 */
public record Graded(Result result, Map<String, Object> run, String output, Map<String, String> sources, Trace trace) {

    /** Of which nothing but the result is known. */
    public Graded(Result result, Map<String, Object> run, String output) {
        this(result, run, output, Map.of(), Trace.NONE);
    }
}
