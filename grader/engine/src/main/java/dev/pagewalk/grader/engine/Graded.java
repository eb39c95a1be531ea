package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.score.Result;
import java.util.Map;

/**
 * A submission after it was graded.
 *
 * @param result what it is worth
 * @param run what is true of this run alone: times, resources, host
 * @param output what it printed
 */
public record Graded(Result result, Map<String, Object> run, String output) {}
