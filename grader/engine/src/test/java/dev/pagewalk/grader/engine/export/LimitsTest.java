package dev.pagewalk.grader.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pagewalk.grader.api.Kind;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.api.Visibility;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.CheckResult;
import dev.pagewalk.grader.engine.score.Result.GraderId;
import dev.pagewalk.grader.engine.score.Result.KataResult;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import dev.pagewalk.grader.engine.score.Sight;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What platforms take no more of: of 5,200 failed checks with long texts, as much is told as fits, and no point is lost. */
class LimitsTest {
    private static final int CHECKS = 5200;
    private static final Paper MANY = many();

    @Test
    void prairielearn_takes_a_megabyte() throws Exception {
        byte[] file = Formats.PRAIRIELEARN.of(MANY);

        Valid.verify(Formats.PRAIRIELEARN, file);
        assertTrue(file.length <= 1_000_000);
        BigDecimal max = BigDecimal.ZERO;
        for (JsonNode test : new ObjectMapper().readTree(file).get("tests")) {
            max = max.add(test.get("max_points").decimalValue());
        }
        assertEquals(CHECKS * 2 + 5, max.intValue());
    }

    @Test
    void a_summary_of_github_is_a_mebibyte() throws Exception {
        byte[] file = Formats.GITHUB_SUMMARY.of(MANY);

        assertTrue(file.length <= 1 << 20);
        assertTrue(new String(file, StandardCharsets.UTF_8).contains("5180 more to mend"));
    }

    @Test
    void a_step_of_github_makes_ten_errors_and_a_notice() throws Exception {
        List<String> lines = new String(Formats.GITHUB.of(MANY), StandardCharsets.UTF_8).lines().toList();

        assertEquals(10, lines.stream().filter(line -> line.startsWith("::error ")).count());
        assertEquals(11, lines.size());
        assertTrue(lines.get(10).contains("And 5190 more to mend"), lines.get(10));
        assertTrue(lines.get(0).contains("the dearest"), lines.get(0));
    }

    @Test
    void sarif_has_five_thousand_results() throws Exception {
        byte[] file = Formats.SARIF.of(MANY);

        Valid.verify(Formats.SARIF, file);
        assertTrue(file.length <= 10_000_000);
        assertEquals(5000, new ObjectMapper().readTree(file).at("/runs/0/results").size());
    }

    @Test
    void a_step_output_fits_an_environment() throws Exception {
        byte[] file = Formats.GITHUB_CLASSROOM.of(MANY);

        Valid.verify(Formats.GITHUB_CLASSROOM, file);
        assertTrue(file.length < 1_000_000);
    }

    @Test
    void gradescope_keeps_every_point() throws Exception {
        byte[] file = Formats.GRADESCOPE.of(MANY);

        Valid.verify(Formats.GRADESCOPE, file);
        BigDecimal max = BigDecimal.ZERO;
        for (JsonNode test : new ObjectMapper().readTree(file).get("tests")) {
            max = max.add(test.get("max_score").decimalValue());
        }
        assertEquals(CHECKS * 2 + 5, max.intValue());
    }

    private static Paper many() {
        List<CheckResult> checks = new ArrayList<>();
        String text = "a line of a long text, which goes on and on\n".repeat(6);
        for (int i = 0; i < CHECKS; i++) {
            boolean dearest = i == CHECKS / 2;
            String id = "k1." + (dearest ? "the_dearest" : "check_number_" + i);
            checks.add(new CheckResult(
                    id, "1.1", Kind.RACE, Visibility.VISIBLE, Verdict.FAIL, 0, dearest ? 7 : 2, "a rule", "", text, text, text, "", ""));
        }
        KataResult kata = new KataResult("k1", "Refcount", Verdict.FAIL, "", List.of(), 0, CHECKS * 2 + 5, checks);
        Result result = new Result(
                Result.SCHEMA, new GraderId("1", "c", "d"), new SubmissionId("ann", "abc", List.of()), Verdict.FAIL, "", 0, CHECKS * 2 + 5, List.of(kata));
        return Paper.of(result, Sight.AS_DECLARED, new Sources(Map.of("k1", "RefcountKata.java")));
    }
}
