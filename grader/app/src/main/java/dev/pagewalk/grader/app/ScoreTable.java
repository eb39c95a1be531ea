package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.report.Row;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The table at the end, at most 80 columns wide. */
final class ScoreTable {
    private static final int MAX_ID = 46;
    private static final String FORMAT = "%-" + MAX_ID + "s  %-13s  %7s%n";

    private final List<Row> rows;

    ScoreTable(List<Row> rows) {
        this.rows = rows;
    }

    void print(PrintWriter terminal) {
        terminal.println();
        terminal.printf(FORMAT, "submission", "verdict", "score");
        rows.forEach(row -> terminal.printf(FORMAT, cut(row.id()), row.verdict(), row.score() + "/" + row.max()));
        terminal.println();
        terminal.println(summary());
    }

    private String summary() {
        double mean = rows.stream().mapToDouble(Row::percent).average().orElse(0);
        String count = rows.size() == 1 ? "1 submission" : rows.size() + " submissions";
        return String.format(Locale.ROOT, "%s, mean %.1f %%", count, mean);
    }

    private static String cut(String id) {
        return id.length() <= MAX_ID ? id : id.substring(0, MAX_ID - 1) + "…";
    }
}
