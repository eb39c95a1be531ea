package dev.pagewalk.grader.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.matrix.Corpus;
import dev.pagewalk.grader.engine.matrix.Expected;
import dev.pagewalk.grader.engine.matrix.Laboratory;
import dev.pagewalk.grader.engine.matrix.Specimen;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Submissions that come with the grader get the verdict that stands beside them in {@code expected.json}: right ways full
 * marks, wrong ones a failure that names their bug, and none of them changes another's verdict. A sample of them, the same
 * on every run; all of them with {@code -Dpagewalk.matrix=all}.
 */
class SubmissionsTest {
    private static final Path SUBMISSIONS = Path.of("../submissions");
    private static final boolean ALL = System.getProperty("pagewalk.matrix", "").equals("all");
    private static final int SAMPLE = 3;
    private static final int TWICE = 6;
    /** Whose race stands in the README. */
    private static final String README = "k1.wrong-put-checks-then-decrements";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path first;

    @TempDir
    private static Path second;

    @TempDir
    private static Path third;

    private static List<Specimen> sample;
    private static List<Specimen> twice;
    private static Map<String, Result> results;
    private static Map<String, Result> salted;
    private static Map<String, Result> told;

    @BeforeAll
    static void grade_some_of_them_twice_and_with_another_salt() throws Exception {
        List<Specimen> all = new Corpus(Wiring.CURRICULUM.katas()).read(SUBMISSIONS);
        sample = ALL ? all : perKata(all, SAMPLE);
        twice = sorted(sample).limit(TWICE).toList();
        results = grade(Wiring.CURRICULUM, sample, "", 2, first);
        grade(Wiring.CURRICULUM, twice, "", 1, second);
        salted = grade(Wiring.CURRICULUM, twice, "another salt", 2, second.resolve("salted"));
        told = new HashMap<>(results);
        List<Specimen> untold = sample.stream().filter(each -> Messages.isUntold(each, results.get(each.id()))).toList();
        told.putAll(grade(Wiring.CURRICULUM.runningEveryCheck(), untold, "", 2, third));
    }

    /** So many of each kata, chosen by a hash of their names, and those that are quoted somewhere. */
    private static List<Specimen> perKata(List<Specimen> all, int number) {
        Map<List<?>, List<Specimen>> byKatas = all.stream().collect(Collectors.groupingBy(Specimen::katas));
        return Stream.concat(
                        byKatas.values().stream().flatMap(group -> sorted(group).limit(number)),
                        all.stream().filter(each -> each.id().equals(README) || Messages.isKept(each)))
                .distinct()
                .toList();
    }

    private static Stream<Specimen> sorted(Collection<Specimen> specimens) {
        Map<String, Specimen> byHash = new TreeMap<>();
        specimens.forEach(each -> byHash.put(hash(each.id()) + each.id(), each));
        return byHash.values().stream();
    }

    private static String hash(String id) {
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    @TestFactory
    Stream<DynamicTest> every_submission_gets_its_verdict() {
        return sample.stream().map(each -> DynamicTest.dynamicTest(each.id(), () -> compare(each, results.get(each.id()))));
    }

    @TestFactory
    Stream<DynamicTest> a_second_run_gives_the_same_bytes() throws IOException {
        return twice.stream().map(each -> DynamicTest.dynamicTest(
                each.id(), () -> assertEquals(Files.readString(file(first, each)), Files.readString(file(second, each)))));
    }

    @TestFactory
    Stream<DynamicTest> another_salt_gives_the_same_verdict() {
        return twice.stream().map(each -> DynamicTest.dynamicTest(each.id(), () -> compare(each, salted.get(each.id()))));
    }

    @Test
    void the_race_in_the_readme_is_what_the_grader_prints() throws IOException {
        String race = results.get(README).katas().get(0).checks().stream()
                .filter(check -> check.id().equals("k1.last_put_against_last_put"))
                .map(CheckResult::history)
                .findFirst()
                .orElseThrow();

        String readme = Files.readString(Path.of("../../README.md"));

        assertTrue(readme.contains("```\n" + race + "\n```"), "put this into README.md:\n" + race);
    }

    @Test
    void ten_failures_read_as_they_did_when_they_were_last_read_aloud() throws IOException {
        Messages.verify(told);
    }

    @Test
    void a_result_file_says_what_the_result_says() throws IOException {
        JsonNode written = JSON.readTree(file(first, twice.get(0)).toFile());

        assertEquals(results.get(twice.get(0).id()).verdict().name(), written.get("verdict").asText());
    }

    private static void compare(Specimen specimen, Result result) {
        Expected expected = specimen.expected();
        Set<String> fallen = fallen(result);
        assertTrue(
                expected.falls().isEmpty() || expected.falls().stream().anyMatch(fallen::contains),
                "one of " + expected.falls() + " falls, but only " + fallen);
        assertEquals(expected.verdict(), result.verdict(), "fallen: " + fallen);
        assertTrue(expected.allows(result.score(), result.max()), expected.score() + ", but was " + result.score());
    }

    private static Set<String> fallen(Result result) {
        return result.katas().stream()
                .flatMap(kata -> kata.checks().stream())
                .filter(check -> !Set.of("PASS", "SKIPPED").contains(check.verdict().name()))
                .map(CheckResult::id)
                .collect(Collectors.toSet());
    }

    private static Map<String, Result> grade(Curriculum curriculum, List<Specimen> specimens, String salt, int jobs, Path out) throws Exception {
        return new Laboratory(curriculum, all -> grader(all, salt), katas -> new Reports(new DiskStore(out)), row -> {})
                .grade(specimens, jobs);
    }

    private static Grader grader(Curriculum curriculum, String salt) throws IOException {
        return new Grader(curriculum, ModulePath.ofThisProcess(), MatrixCommand.LIMITS, salt, ProcessBuilder::start);
    }

    private static Path file(Path out, Specimen specimen) {
        return out.resolve(specimen.id()).resolve("result.json");
    }
}
