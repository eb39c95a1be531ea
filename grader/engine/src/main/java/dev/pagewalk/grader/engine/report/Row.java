package dev.pagewalk.grader.engine.report;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One submission in {@code results.json}. */
public record Row(String id, Verdict verdict, int score, int max) {

    public static Row of(Result result) {
        return new Row(result.submission().id(), result.verdict(), result.score(), result.max());
    }

    /** Points reached in percent of those that there are. */
    public double percent() {
        return max == 0 ? 0 : 100.0 * score / max;
    }

    /** The address of its feedback page, seen from the page of the batch. */
    public String link() {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + "/feedback.html";
    }
}
