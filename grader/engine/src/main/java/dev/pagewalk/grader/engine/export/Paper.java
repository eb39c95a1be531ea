package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Sight;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A submission with its mark, as its student may see it: all that a format is made of.
 *
 * @param student whose it is
 * @param name of the student, or empty
 * @param seen the result, as far as {@link Sight} lets it be seen; nothing if nothing was handed in
 * @param points in the end, after lateness and decisions; nothing if it could not be graded
 * @param max points that there are
 * @param explanation how the points came about, a sentence each; none if the checks alone say it
 * @param sources where the source files are
 */
public record Paper(
        String student,
        String name,
        Optional<Result> seen,
        Optional<BigDecimal> points,
        BigDecimal max,
        List<String> explanation,
        Sources sources) {

    public Paper {
        explanation = List.copyOf(explanation);
    }

    /** A submission outside a course: its points are those of its checks. */
    public static Paper of(Result whole, Sight sight, Sources sources) {
        String id = whole.submission().id();
        return new Paper(id, "", Optional.of(sight.of(whole)), points(whole), BigDecimal.valueOf(whole.max()), List.of(), sources);
    }

    /** What a result is worth by itself. */
    static Optional<BigDecimal> points(Result result) {
        return result.verdict() == Verdict.INFRA ? Optional.empty() : Optional.of(BigDecimal.valueOf(result.score()));
    }

    /** The id of the submission that counts; nothing if nothing was handed in. */
    public Optional<String> submission() {
        return seen.map(result -> result.submission().id());
    }

    /** What was handed in. Not for formats that tell of those who handed in nothing. */
    Result result() {
        return seen.orElseThrow();
    }

    List<KataResult> katas() {
        return seen.map(Result::katas).orElse(List.of());
    }

    Verdict verdict() {
        return seen.map(Result::verdict).orElse(Verdict.NOT_STARTED);
    }

    /** For formats that can say nothing but a number. */
    void verifyGraded() throws ExportProblem {
        if (points.isEmpty()) {
            throw new ExportProblem("The grader could not grade " + Inert.line(student)
                    + ", and this format has no way to say so but no file: grade it again.");
        }
    }

    /** Its points as text: two decimals at most, empty if it could not be graded. */
    String pointsText() {
        return points.map(Numbers::text).orElse("");
    }

    /** What part of all points it has, from 0 to 1; 0 if it could not be graded. */
    BigDecimal share() {
        return Numbers.share(points.orElse(BigDecimal.ZERO), max);
    }

    /** The points in a sentence. */
    String total() {
        String reached = points.isPresent() ? pointsText() + " of " + Numbers.text(max) + " points" : "no points yet";
        return reached + ", " + verdict();
    }
}
