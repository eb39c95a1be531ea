package dev.pagewalk.core.explore.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.core.explore.Explorer;
import dev.pagewalk.core.explore.Failure;
import dev.pagewalk.core.explore.Outcome;
import dev.pagewalk.core.explore.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {
    static Stream<Sample> right() {
        return Corpus.ALL.stream().filter(Sample::right);
    }

    static Stream<Sample> wrong() {
        return Corpus.ALL.stream().filter(sample -> !sample.right());
    }

    @ParameterizedTest
    @MethodSource
    void right(Sample sample) {
        Outcome outcome = sample.explore();

        assertEquals(Verdict.PASSED, outcome.verdict(), () -> sample.name() + "\n" + outcome.failure().map(Failure::text).orElse(""));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Sample sample) {
        Failure failure = sample.explore().failure().orElseThrow(() -> new AssertionError(sample.name() + " was not found"));

        Failure again = Explorer.standard().under(sample.model()).replay(sample.scenario(), failure.schedule()).failure().orElseThrow();
        assertEquals(failure.text(), again.text());
        assertTrue(failure.text().lines().count() <= 25, failure.text());
        assertTrue(failure.text().lines().allMatch(line -> line.length() <= 78), failure.text());
    }
}
