package dev.pagewalk.grader.engine.matrix;

import static dev.pagewalk.grader.engine.Pupil.RIGHT_ADD;
import static dev.pagewalk.grader.engine.Pupil.RIGHT_SUM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.grader.engine.Pupil;
import dev.pagewalk.grader.engine.Toy;
import dev.pagewalk.grader.engine.matrix.Finding.Outcome;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Toy specimens of every sort, and what the matrix says of them. */
class MatrixTest {
    private static final String WRONG_ADD = "return a - b;";

    @TempDir
    private static Path specimens;

    @TempDir
    private static Path out;

    private static Matrix matrix;

    @BeforeAll
    static void examine_one_of_each_sort() throws Exception {
        add("right", RIGHT_ADD, "PASS", "full");
        add("false-alarm", WRONG_ADD, "PASS", "full");
        add("named", WRONG_ADD, "FAIL", "below", "t1.adds_two_numbers");
        add("named-second", WRONG_ADD, "FAIL", "below", "t1.adds_like_the_reference");
        add("otherwise", WRONG_ADD, "FAIL", "below", "t1.sums_many_numbers");
        add("survivor", RIGHT_ADD, "FAIL", "below", "t1.adds_two_numbers");
        add("broken", "no Java", "COMPILE_ERROR", "0");
        add("not-broken", RIGHT_ADD, "COMPILE_ERROR", "0");
        matrix = examine();
    }

    @Test
    void each_sort_of_outcome_is_told_apart() {
        assertEquals(
                Map.of(
                        "right", Outcome.PASSED,
                        "false-alarm", Outcome.FALSE_ALARM,
                        "named", Outcome.NAMED,
                        "named-second", Outcome.NAMED,
                        "otherwise", Outcome.OTHERWISE,
                        "survivor", Outcome.SURVIVED,
                        "broken", Outcome.AS_EXPECTED,
                        "not-broken", Outcome.UNEXPECTED),
                matrix.findings().stream().collect(Collectors.toMap(each -> each.specimen().id(), Finding::outcome)));
        assertEquals(1, matrix.namedFirst());
        assertEquals(List.of("false-alarm", "not-broken", "otherwise", "survivor"), matrix.bad().stream().map(each -> each.specimen().id()).toList());
    }

    @Test
    void the_table_holds_a_line_per_specimen_and_check() throws Exception {
        MatrixReport.write(matrix, Coverage.of(List.of("I1 a rule"), Map.of(), matrix), new DiskStore(out));

        assertTrue(Files.readString(out.resolve("matrix.csv")).contains("named,FAIL,NAMED,t1.adds_two_numbers,yes,FAIL\r\n"));
        assertTrue(Files.readString(out.resolve("matrix.csv")).contains("named,FAIL,NAMED,t1.adds_like_the_reference,,FAIL\r\n"));
        assertEquals("rule,check,specimens\r\nI1,,\r\n", Files.readString(out.resolve("rules.csv")));
        assertTrue(Files.readString(out.resolve("matrix.html")).contains("killed by the named check"));
    }

    @Test
    void a_check_that_fell_guards_the_rules_that_it_is_there_for() {
        Map<String, List<String>> guards = Map.of("t1.adds_two_numbers", List.of("I2"), "t1.sum_changes_nothing", List.of("I3"));

        Coverage coverage = Coverage.of(List.of("I1 a rule", "I2 another", "I3 a third"), guards, matrix);

        assertEquals(List.of("", "t1.adds_two_numbers", ""), coverage.lines().stream().map(Coverage.Line::guards).toList());
        assertEquals(List.of("I1", "I3"), coverage.untold().stream().map(Coverage.Line::rule).toList());
    }

    @Test
    void a_specimen_is_graded_for_the_katas_that_it_holds() throws Exception {
        List<Specimen> found = new Corpus(Toy.TWO.katas()).read(specimens);

        assertEquals(List.of("t1"), found.get(0).katas().stream().map(kata -> kata.id()).toList());
    }

    @Test
    void a_verdict_that_does_not_exist_is_refused_with_the_file(@TempDir Path odd) throws IOException {
        add(odd, "odd", RIGHT_ADD, "GREAT", "full");

        IOException refused = assertThrows(IOException.class, () -> new Corpus(Toy.TWO.katas()).read(odd));

        assertTrue(refused.getMessage().contains("expected.json"));
        assertFalse(refused.getMessage().contains("null"));
    }

    private static void add(String id, String body, String verdict, String score, String... falls) throws IOException {
        add(specimens, id, body, verdict, score, falls);
    }

    private static void add(Path to, String id, String body, String verdict, String score, String... falls) throws IOException {
        Path directory = new Pupil(to).writes(id, body, RIGHT_SUM).path();
        String named = List.of(falls).stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
        Files.writeString(
                directory.resolve("expected.json"),
                "{ \"verdict\": \"%s\", \"score\": \"%s\", \"falls\": [%s], \"why\": \"\" }".formatted(verdict, score, named));
    }

    private static Matrix examine() throws IOException, InterruptedException {
        List<Specimen> found = new Corpus(Toy.CURRICULUM.katas()).read(specimens);
        return new Laboratory(Toy.CURRICULUM.runningEveryCheck(), Toy::grader, katas -> new Reports(new DiskStore(out.resolve(katas))), row -> {})
                .examine(found, 2);
    }
}
