package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.report.Row;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table at the end, at most 80 columns wide: where several katas are graded, a column for each. */
final class ScoreTable {
    private static final int WIDTH = 80;
    private static final int FIXED = 24;
    private static final int CELL_WIDTH = 4;

    private final List<Row> rows;
    private final List<String> katas;
    private final int idWidth;

    ScoreTable(List<Row> rows) {
        this.rows = rows;
        List<String> all = Row.columns(rows);
        this.katas = all.size() > 1 ? all : List.of();
        this.idWidth = WIDTH - FIXED - CELL_WIDTH * katas.size();
    }

    void print(PrintWriter terminal) {
        terminal.println();
        terminal.print(id("submission") + rest("verdict", katas, "score"));
        rows.forEach(row -> terminal.print(id(row.id()) + rest(row)));
        terminal.println();
        terminal.println(summary());
    }

    private String rest(Row row) {
        List<String> cells = katas.stream().map(row::cell).toList();
        return rest(row.verdict().name(), cells, row.score() + "/" + row.max());
    }

    private static String rest(String verdict, List<String> cells, String score) {
        String each = cells.stream().map(cell -> String.format(" %3s", cell)).collect(Collectors.joining());
        return String.format("  %-13s%s  %7s%n", verdict, each, score);
    }

    private String summary() {
        double mean = rows.stream().mapToDouble(Row::percent).average().orElse(0);
        String count = rows.size() == 1 ? "1 submission" : rows.size() + " submissions";
        return String.format(Locale.ROOT, "%s, mean %.1f %%", count, mean);
    }

    private String id(String id) {
        String shown = id.length() <= idWidth ? id : id.substring(0, idWidth - 1) + "…";
        return String.format("%-" + idWidth + "s", shown);
    }
}
