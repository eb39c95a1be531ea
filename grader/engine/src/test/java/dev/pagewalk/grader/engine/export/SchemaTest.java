package dev.pagewalk.grader.engine.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pagewalk.grader.engine.report.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

/** Every file of the stored class is one that the platform takes. */
class SchemaTest {

    @ParameterizedTest
    @EnumSource
    void a_platform_takes_each_file(Formats format) throws Exception {
        for (byte[] file : StoredClass.files(format, StoredClass.papers(StoredClass.BEFORE))) {
            Valid.verify(format, file);
        }
    }

    @Test
    void the_schemas_refuse_what_platforms_refuse() {
        assertThrows(AssertionError.class, () -> Valid.verify(Formats.GRADESCOPE, Json.of(Map.of("tests", List.of()))));
        assertThrows(AssertionError.class, () -> Valid.verify(Formats.PRAIRIELEARN, Json.of(Map.of("gradable", true))));
        assertThrows(AssertionError.class, () -> Valid.verify(Formats.SARIF, Json.of(Map.of("version", "2.0.0"))));
        assertThrows(AssertionError.class, () -> Valid.verify(Formats.GITHUB, "hello\n::error::x".getBytes(StandardCharsets.UTF_8)));
        assertThrows(SAXException.class, () -> Valid.verify(Formats.JUNIT, "<testsuite name='x'/>".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_counts_is_the_score_after_lateness_and_decisions() throws Exception {
        for (Paper paper : StoredClass.papers(StoredClass.BEFORE)) {
            if (paper.submission().isPresent() && paper.points().isPresent()) {
                BigDecimal points = paper.points().get();
                JsonNode classroom = new ObjectMapper().readTree(Valid.json(Formats.GITHUB_CLASSROOM, text(Formats.GITHUB_CLASSROOM, paper)));
                BigDecimal sum = BigDecimal.ZERO;
                for (JsonNode test : classroom.get("tests")) {
                    sum = sum.add(test.get("score").decimalValue());
                }

                assertEquals(0, points.compareTo(new ObjectMapper().readTree(text(Formats.GRADESCOPE, paper)).get("score").decimalValue()));
                assertEquals(0, points.compareTo(sum), paper.student());
                assertEquals(0, paper.max().compareTo(classroom.get("max_score").decimalValue()));
            }
        }
    }

    @Test
    void what_cannot_be_graded_is_nobodys_zero() throws Exception {
        Paper paper = StoredClass.papers(StoredClass.BEFORE).stream().filter(each -> each.student().equals("cannot-be-graded")).findFirst().orElseThrow();

        assertThrows(ExportProblem.class, () -> Formats.GRADESCOPE.of(paper));
        assertThrows(ExportProblem.class, () -> Formats.GITHUB_NOTICES.of(paper));
        assertEquals(false, new ObjectMapper().readTree(text(Formats.PRAIRIELEARN, paper)).get("gradable").booleanValue());
        assertEquals("error", new ObjectMapper().readTree(Valid.json(Formats.GITHUB_CLASSROOM, text(Formats.GITHUB_CLASSROOM, paper))).get("status").textValue());
    }

    private static String text(Formats format, Paper paper) throws ExportProblem {
        return new String(format.of(paper), StandardCharsets.UTF_8);
    }
}
