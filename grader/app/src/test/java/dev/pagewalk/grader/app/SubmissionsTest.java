package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pagewalk.grader.engine.Batch;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Inbox;
import dev.pagewalk.grader.engine.process.Budget;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every submission that comes with the grader gets the verdict that stands beside it in {@code expected.json}: right ways
 * full marks, wrong ones a failure that names their bug, and none of them changes another's verdict.
 */
class SubmissionsTest {
    private static final Path SUBMISSIONS = Path.of("../submissions/k1");
    /** Less patience than usual, so that an endless loop ends sooner. */
    private static final Limits LIMITS = new Limits(
            Limits.DEFAULT.start(), Limits.DEFAULT.compile(), new Budget(Duration.ofSeconds(40), Duration.ofSeconds(4)), 3, 256);

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path first;

    @TempDir
    private static Path second;

    @BeforeAll
    static void grade_all_of_them_twice() throws Exception {
        List<Delivery> deliveries = deliveries();
        List<Delivery> reversed = new ArrayList<>(deliveries);
        Collections.reverse(reversed);
        grade(deliveries, 2, first);
        grade(reversed, 1, second);
    }

    @TestFactory
    Stream<DynamicTest> every_submission_gets_its_verdict() throws IOException {
        return deliveries().stream()
                .map(delivery -> DynamicTest.dynamicTest(delivery.id(), () -> compare(delivery, result(first, delivery))));
    }

    @TestFactory
    Stream<DynamicTest> a_second_run_in_another_order_gives_the_same_bytes() throws IOException {
        return deliveries().stream().map(delivery -> DynamicTest.dynamicTest(delivery.id(), () -> assertArrayEquals(
                Files.readAllBytes(file(first, delivery)), Files.readAllBytes(file(second, delivery)))));
    }

    @Test
    void the_race_in_the_readme_is_what_the_grader_prints() throws IOException {
        JsonNode result = JSON.readTree(first.resolve("wrong-put-checks-then-decrements/result.json").toFile());
        String race = stream(result.get("katas").get(0).get("checks"))
                .filter(check -> check.get("id").asText().equals("k1.last_put_against_last_put"))
                .map(check -> check.get("history").asText())
                .findFirst()
                .orElseThrow();

        String readme = Files.readString(Path.of("../../README.md"));

        assertTrue(readme.contains("```\n" + race + "\n```"), "put this into README.md:\n" + race);
    }

    private static void compare(Delivery delivery, JsonNode result) throws IOException {
        JsonNode expected = JSON.readTree(delivery.path().resolve("expected.json").toFile());
        assertEquals(expected.get("verdict").asText(), result.get("verdict").asText());
        int score = result.get("score").asInt();
        int max = result.get("max").asInt();
        switch (expected.get("score").asText()) {
            case "full" -> assertEquals(max, score);
            case "below" -> assertTrue(score < max, "below " + max + ", but was " + score);
            default -> assertEquals(expected.get("score").asInt(), score);
        }
        Set<String> falls = strings(expected.get("falls"));
        Set<String> fallen = fallen(result);
        assertTrue(falls.isEmpty() || falls.stream().anyMatch(fallen::contains), "one of " + falls + " falls, but only " + fallen);
    }

    private static Set<String> fallen(JsonNode result) {
        return stream(result.get("katas"))
                .flatMap(kata -> stream(kata.get("checks")))
                .filter(check -> !Set.of("PASS", "SKIPPED").contains(check.get("verdict").asText()))
                .map(check -> check.get("id").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> strings(JsonNode array) {
        return stream(array).map(JsonNode::asText).collect(Collectors.toSet());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<Delivery> deliveries() throws IOException {
        Inbox inbox = new Inbox(Wiring.CURRICULUM.katas());
        inbox.add(SUBMISSIONS);
        return inbox.deliveries();
    }

    private static void grade(List<Delivery> deliveries, int jobs, Path out) throws Exception {
        try (Grader grader = new Grader(Wiring.grading(List.of("k1")), ModulePath.ofThisProcess(), LIMITS, "", ProcessBuilder::start)) {
            new Batch(grader::grade, new Reports(new DiskStore(out)), row -> {}).run(deliveries, jobs);
        }
    }

    private static JsonNode result(Path out, Delivery delivery) throws IOException {
        return JSON.readTree(file(out, delivery).toFile());
    }

    private static Path file(Path out, Delivery delivery) {
        return out.resolve(delivery.id()).resolve("result.json");
    }
}
