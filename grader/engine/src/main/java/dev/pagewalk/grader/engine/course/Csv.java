package dev.pagewalk.grader.engine.course;

import dev.pagewalk.grader.engine.report.CsvText;
import dev.pagewalk.grader.engine.report.CsvText.Cell;
import dev.pagewalk.grader.engine.report.CsvText.Line;
import dev.pagewalk.grader.engine.report.CsvText.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table of the instructor's: the first line names the columns. */
final class Csv {

    private Csv() {}

    /** A record with the line that it starts on; names in lower case. */
    record Entry(String file, int line, Map<String, String> cells) {

        String get(String name) {
            return cells.getOrDefault(name, "").strip();
        }

        String need(String name) throws CourseProblem {
            String cell = get(name);
            if (cell.isEmpty()) {
                throw CourseProblem.at(file, line, name, "is missing: fill it in, or remove the line");
            }
            return cell;
        }

        CourseProblem problem(String name, String what) {
            return CourseProblem.at(file, line, name, what);
        }
    }

    /**
     * Reads a table.
     *
     * @param needed columns that must be there, in lower case
     */
    static List<Entry> read(String file, String text, String... needed) throws CourseProblem {
        List<Line> lines = lines(file, text);
        List<String> header = lines.isEmpty() ? List.of() : header(lines.get(0));
        for (String name : needed) {
            if (!header.contains(name)) {
                throw CourseProblem.at(
                        file, 1, name, "there is no such column; the first line names the columns, such as " + String.join(",", needed));
            }
        }
        List<Entry> entries = new ArrayList<>();
        for (Line line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            if (line.cells().size() > 1 || !line.isBlank()) {
                entries.add(entry(file, header, line));
            }
        }
        return entries;
    }

    private static List<Line> lines(String file, String text) throws CourseProblem {
        try {
            return CsvText.read(text);
        } catch (Malformed e) {
            throw CourseProblem.at(file, e.line(), "", String.valueOf(e.getMessage()));
        }
    }

    private static List<String> header(Line line) {
        return line.cells().stream().map(cell -> cell.value().strip().toLowerCase(Locale.ROOT)).toList();
    }

    private static Entry entry(String file, List<String> header, Line line) throws CourseProblem {
        List<Cell> cells = line.cells();
        if (cells.size() > header.size()) {
            throw CourseProblem.at(file, line.number(), "", "has " + cells.size() + " cells, and the first line names " + header.size()
                    + ": put quotes around a cell with a comma in it");
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            named.put(header.get(i), cells.get(i).value());
        }
        return new Entry(file, line.number(), named);
    }
}
