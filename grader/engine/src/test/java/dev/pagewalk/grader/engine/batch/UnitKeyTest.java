package dev.pagewalk.grader.engine.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnitKeyTest {
    private static final GraderId GRADER = new GraderId("1", "core", "checks");
    private static final SubmissionId ANN = new SubmissionId("ann", "hash", List.of("pom.xml"));

    @Test
    void whatever_a_result_depends_on_changes_the_key() {
        Stream<String> keys = Stream.of(
                key(GRADER, "build", "salt", "17", "javac 17").of(ANN),
                key(GRADER, "build", "salt", "17", "javac 17").of(new SubmissionId("bob", "hash", List.of("pom.xml"))),
                key(GRADER, "build", "salt", "17", "javac 17").of(new SubmissionId("ann", "other", List.of("pom.xml"))),
                key(GRADER, "build", "salt", "17", "javac 17").of(new SubmissionId("ann", "hash", List.of())),
                key(new GraderId("2", "core", "checks"), "build", "salt", "17", "javac 17").of(ANN),
                key(new GraderId("1", "other", "checks"), "build", "salt", "17", "javac 17").of(ANN),
                key(new GraderId("1", "core", "other"), "build", "salt", "17", "javac 17").of(ANN),
                key(GRADER, "other", "salt", "17", "javac 17").of(ANN),
                key(GRADER, "build", "other", "17", "javac 17").of(ANN),
                key(GRADER, "build", "salt", "25", "javac 17").of(ANN),
                key(GRADER, "build", "salt", "17", "javac 25").of(ANN),
                new UnitKey(List.of("k1"), GRADER, "build", "salt", "17", "javac 17").of(ANN),
                new UnitKey(List.of("k2", "k1"), GRADER, "build", "salt", "17", "javac 17").of(ANN));

        assertEquals(13, keys.distinct().count());
    }

    @Test
    void the_same_work_has_the_same_key() {
        assertEquals(key(GRADER, "b", "s", "17", "c").of(ANN), key(GRADER, "b", "s", "17", "c").of(ANN));
    }

    private static UnitKey key(GraderId grader, String build, String salt, String jdk, String compiler) {
        return new UnitKey(List.of("k1", "k2"), grader, build, salt, jdk, compiler);
    }
}
