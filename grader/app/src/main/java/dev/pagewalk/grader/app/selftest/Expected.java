package dev.pagewalk.grader.app.selftest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What should come of one submission: its {@code expected.json}.
 *
 * @param verdicts any of them will do
 * @param off the same where nothing but the layers behind the policy holds; none where the policy has no say
 * @param score points at most
 */
record Expected(Set<Verdict> verdicts, Set<Verdict> off, int score) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Expected read(Path file) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            return new Expected(verdicts(json.path("verdict")), verdicts(json.path("off")), json.path("score").asInt());
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new IOException(file + " should hold {\"verdict\": \"POLICY\", \"off\": \"FAIL|CRASH\", \"score\": 0}", e);
        }
    }

    private static Set<Verdict> verdicts(JsonNode words) {
        return words.isMissingNode()
                ? Set.of()
                : Arrays.stream(words.asText().split("\\|")).map(Verdict::valueOf).collect(Collectors.toSet());
    }

    /** Whether it runs, with the policy and without. */
    boolean runsTwice() {
        return !off.isEmpty();
    }

    /** What is wrong with a result, or empty. */
    String complaint(Result result, boolean withPolicy) {
        Set<Verdict> wanted = withPolicy ? verdicts : off;
        if (!wanted.contains(result.verdict())) {
            return "should be " + wanted + ", but was " + result.verdict() + " (" + result.message() + ")";
        }
        return result.score() <= score ? "" : "got " + result.score() + " points, of which it earned at most " + score;
    }
}
