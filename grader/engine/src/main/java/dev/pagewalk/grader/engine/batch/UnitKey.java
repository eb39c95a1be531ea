package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.intake.Digest;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names units of work by all that their results depend on: the same key, the same bytes.
 *
 * @param katas ids of those that are graded
 * @param grader versions of core, checks and grader
 * @param build hash of the engine itself
 * @param salt mixed into every random seed
 * @param jdk that runs the checks
 * @param compiler that compiles submissions
 */
public record UnitKey(List<String> katas, GraderId grader, String build, String salt, String jdk, String compiler) {

    /** On this JDK, whose compiler it is as well. */
    public static UnitKey here(List<String> katas, GraderId grader, String build, String salt) {
        String jdk = Runtime.version().toString();
        return new UnitKey(katas, grader, build, salt, jdk, "javac " + jdk);
    }

    /** The key of one submission: 64 hexadecimal digits. */
    public String of(SubmissionId submission) {
        Digest digest = new Digest();
        add(digest, "id", submission.id());
        add(digest, "submission", submission.sha256());
        submission.ignored().forEach(name -> add(digest, "ignored", name));
        katas.forEach(kata -> add(digest, "kata", kata));
        add(digest, "version", grader.version());
        add(digest, "core", grader.core());
        add(digest, "checks", grader.checks());
        add(digest, "build", build);
        add(digest, "salt", salt);
        add(digest, "jdk", jdk);
        add(digest, "compiler", compiler);
        return digest.hex();
    }

    private static void add(Digest digest, String name, String value) {
        digest.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
