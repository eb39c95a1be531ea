package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.app.dev.House;
import dev.pagewalk.grader.app.dev.VisibleTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What a student sees at home: nothing written is skipped, right is green, wrong is red. */
class VisibleTestsTest {
    private static final House HOUSE = new House(Path.of("../.."));
    private static final List<Kata> KATAS = Wiring.CURRICULUM.katas();

    @TempDir
    private Path work;

    @Test
    void an_untouched_bundle_is_skipped_and_green() throws Exception {
        TestExecutionSummary summary = run(sources(HOUSE::stub));

        assertEquals(List.of(), failures(summary));
        assertEquals(0, summary.getTestsSucceededCount());
        assertTrue(summary.getTestsAbortedCount() >= KATAS.size());
    }

    @Test
    void the_references_are_green() throws Exception {
        TestExecutionSummary summary = run(sources(HOUSE::reference));

        assertEquals(List.of(), failures(summary));
        assertEquals(summary.getTestsFoundCount(), summary.getTestsSucceededCount());
    }

    @Test
    void a_wrong_one_is_red() throws Exception {
        Map<Kata, String> sources = sources(HOUSE::reference);
        Path wrong = Path.of("../submissions/k1/wrong-put-drops-the-last-reference/RefcountKata.java");
        Kata refcount = KATAS.stream().filter(kata -> kata.id().equals("k1")).findFirst().orElseThrow();
        sources.put(refcount, Files.readString(wrong));

        TestExecutionSummary summary = run(sources);

        assertTrue(summary.getTestsFailedCount() > 0);
    }

    private TestExecutionSummary run(Map<Kata, String> sources) throws Exception {
        return new VisibleTests(HOUSE).run(KATAS, sources, work);
    }

    private static Map<Kata, String> sources(Function<Kata, Path> of) throws IOException {
        Map<Kata, String> sources = new LinkedHashMap<>();
        for (Kata kata : KATAS) {
            sources.put(kata, Files.readString(of.apply(kata)).replace("package dev.pagewalk.solutions.", "package dev.pagewalk.katas."));
        }
        return sources;
    }

    private static List<String> failures(TestExecutionSummary summary) {
        return summary.getFailures().stream().map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException()).toList();
    }
}
