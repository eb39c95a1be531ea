package dev.pagewalk.grader.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What if a submission did get hold of the channel? */
class TamperTest {
    @TempDir
    private static Path classroom;

    private static volatile String kind = "";
    private static Grader grader;

    @BeforeAll
    static void start() throws IOException {
        grader = Forger.grader(() -> kind);
    }

    @AfterAll
    static void stop() {
        grader.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"without-the-key", "negative-length", "huge-length", "without-start", "malformed", "other-check"})
    void a_forged_result_makes_the_whole_submission_worth_nothing(String how) {
        kind = how;

        Result result = grader.grade(new Pupil(classroom).right("forger")).result();

        assertEquals(Verdict.TAMPER, result.verdict());
        assertEquals(0, result.score());
        assertTrue(result.katas().get(0).checks().get(0).actual().startsWith("Results arrived that the grader did not write"));
    }
}
