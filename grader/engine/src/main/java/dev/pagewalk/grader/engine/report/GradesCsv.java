package dev.pagewalk.grader.engine.report;

import dev.pagewalk.grader.api.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code grades.csv} (RFC 4180) for a spreadsheet. No cell is taken for a formula, and a submission that the grader
 * could not grade has no score.
 */
final class GradesCsv {
    private static final String FORMULA = "[=+\\-@\\t\\r\\n].*";

    private GradesCsv() {}

    static byte[] of(List<Row> rows) {
        return Stream.concat(Stream.of("id,verdict,score,max"), rows.stream().map(GradesCsv::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Row row) {
        String score = row.verdict() == Verdict.INFRA ? "" : String.valueOf(row.score());
        return cell(row.id()) + "," + row.verdict() + "," + score + "," + row.max();
    }

    static String cell(String text) {
        String harmless = text.matches("(?s)" + FORMULA) ? "'" + text : text;
        return harmless.matches("(?s).*[\",\r\n].*") ? '"' + harmless.replace("\"", "\"\"") + '"' : harmless;
    }
}
