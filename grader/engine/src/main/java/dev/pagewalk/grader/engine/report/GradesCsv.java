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
public final class GradesCsv {
    private static final String FORMULA = "\\s*[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20].*";

    private GradesCsv() {}

    static byte[] of(List<Row> rows) {
        List<String> katas = Row.columns(rows);
        String header = String.join(",", Stream.concat(Stream.of("id", "verdict", "score", "max"), katas.stream()).toList());
        return Stream.concat(Stream.of(header), rows.stream().map(row -> line(row, katas)))
                .collect(Collectors.joining("\r\n", "", "\r\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(Row row, List<String> katas) {
        String score = row.verdict() == Verdict.INFRA ? "" : String.valueOf(row.score());
        String each = katas.stream().map(kata -> "," + cell(row.cell(kata))).collect(Collectors.joining());
        return cell(row.id()) + "," + row.verdict() + "," + score + "," + row.max() + each;
    }

    /** A text as one cell. */
    public static String cell(String text) {
        String harmless = text.matches("(?s)" + FORMULA) ? "'" + text : text;
        return CsvText.quoted(harmless, ',');
    }
}
