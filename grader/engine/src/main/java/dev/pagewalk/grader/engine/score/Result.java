package dev.pagewalk.grader.engine.score;

import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Title;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import java.util.List;

/**
 * The instructor's whole truth about one submission: {@code result.json}. Nothing in it depends on when, where or how
 * fast it was graded. Texts may be empty, never null; none of them holds control characters.
 *
 * @param schema its version
 * @param grader which grader it was
 * @param submission what was graded
 * @param verdict on all of it
 * @param message why, one sentence, or empty where the checks say it
 * @param score points reached
 * @param max points that there are
 * @param katas in the order of the curriculum
 */
public record Result(
        String schema,
        GraderId grader,
        SubmissionId submission,
        Verdict verdict,
        String message,
        int score,
        int max,
        List<KataResult> katas) {

    /** The version of this form. */
    public static final String SCHEMA = "pagewalk.result/1";

    /**
     * Which grader: the same submission under the same three gets the same result.
     *
     * @param version of the grader
     * @param core hash of the core's classes
     * @param checks hash of the classes of checks and references
     */
    public record GraderId(String version, String core, String checks) {}

    /**
     * What was graded.
     *
     * @param id unique in its batch
     * @param sha256 of its kata files
     * @param ignored what else was in it
     */
    public record SubmissionId(String id, String sha256, List<String> ignored) {}

    /**
     * One kata.
     *
     * @param message why it could not run, or empty
     * @param diagnostics the compiler's errors
     * @param checks in the order of the manifest
     */
    public record KataResult(
            String id,
            String title,
            Verdict verdict,
            String message,
            List<String> diagnostics,
            int score,
            int max,
            List<CheckResult> checks) {}

    /**
     * One check.
     *
     * @param id for example {@code k1.the_last_put_falls_back}
     * @param rule what the check is about
     * @param invariant the invariant of the machine that was broken, or empty
     * @param expected what should have been
     * @param actual what was, or why it did not run
     * @param history how it came to that, a line a step
     * @param replay the command that shows it again
     * @param read what to read
     */
    public record CheckResult(
            String id,
            String task,
            Kind kind,
            Visibility visibility,
            Verdict verdict,
            int score,
            int max,
            String rule,
            String invariant,
            String expected,
            String actual,
            String history,
            String replay,
            String read) {

        /** The name of the check, as a sentence. */
        public String title() {
            return Title.of(id.substring(id.indexOf('.') + 1));
        }
    }
}
