package dev.pagewalk.grader.engine.matrix;

import dev.pagewalk.grader.engine.report.FileStore;
import dev.pagewalk.grader.engine.report.GradesCsv;
import dev.pagewalk.grader.engine.report.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a matrix: {@code matrix.html} for people, {@code matrix.csv} with a line per specimen and check, {@code rules.csv} with a line per rule and check. */
public final class MatrixReport {
    private static final String HEADER = "specimen,expected,outcome,check,named,verdict";

    private MatrixReport() {}

    public static void write(Matrix matrix, Coverage coverage, FileStore store) throws IOException {
        store.write("matrix.csv", csv(matrix));
        store.write("rules.csv", csv(coverage));
        Page page = Page.titled("Specimens and checks");
        store.write("matrix.html", Page.render("matrix.jte", Map.of("page", page, "matrix", matrix, "coverage", coverage)));
    }

    private static byte[] csv(Coverage coverage) {
        List<String> lines = new ArrayList<>(List.of("rule,check,specimens"));
        for (Coverage.Line line : coverage.lines()) {
            line.checks().forEach((check, specimens) -> lines.add(line.rule() + "," + check + "," + String.join(" ", specimens)));
            if (line.checks().isEmpty()) {
                lines.add(line.rule() + ",,");
            }
        }
        return bytes(lines);
    }

    private static byte[] csv(Matrix matrix) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (Finding finding : matrix.findings()) {
            Expected expected = finding.specimen().expected();
            finding.verdicts().forEach((check, verdict) -> lines.add(String.join(
                    ",",
                    GradesCsv.cell(finding.specimen().id()),
                    expected.verdict().name(),
                    finding.outcome().name(),
                    GradesCsv.cell(check),
                    expected.falls().contains(check) ? "yes" : "",
                    verdict.name())));
        }
        return bytes(lines);
    }

    private static byte[] bytes(List<String> lines) {
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
