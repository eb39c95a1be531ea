package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.report.CsvText;
import dev.pagewalk.grader.engine.report.CsvText.Cell;
import dev.pagewalk.grader.engine.report.CsvText.Line;
import dev.pagewalk.grader.engine.report.CsvText.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table in an instructor's CSV file, in which single cells are filled. Every other byte stays: order, quotes, line ends,
 * byte order mark. Lines are counted from 0; the first one names the columns.
 */
final class Sheet {
    private final String file;
    private final String text;
    private final List<Line> lines;
    private final TreeMap<Integer, Replacement> replacements = new TreeMap<>();

    /** What stands in the place of a cell, and where that ends. */
    private record Replacement(int end, String text) {}

    private Sheet(String file, String text, List<Line> lines) {
        this.file = file;
        this.text = text;
        this.lines = lines;
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @throws ExportProblem if it is no UTF-8, or no table
     */
    static Sheet read(String file, byte[] bytes) throws ExportProblem {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            List<Line> lines = CsvText.read(text);
            if (lines.isEmpty()) {
                throw new ExportProblem(file + " is empty: download it again from the gradebook.");
            }
            return new Sheet(file, text, lines);
        } catch (CharacterCodingException e) {
            throw new ExportProblem(file + " is not UTF-8: give the file as the gradebook wrote it, not as a spreadsheet saved it.");
        } catch (Malformed e) {
            throw new ExportProblem(file + ":" + e.line() + " " + e.getMessage() + ", or give the file as the gradebook wrote it.");
        }
    }

    /** For people. */
    String place(int line) {
        return file + ":" + lines.get(line).number();
    }

    String file() {
        return file;
    }

    int size() {
        return lines.size();
    }

    /** The names of the columns. */
    List<String> header() {
        return lines.get(0).cells().stream().map(cell -> cell.value().strip()).toList();
    }

    boolean isBlank(int line) {
        return lines.get(line).isBlank();
    }

    /** What a cell says; nothing where the line ends before it. */
    String get(int line, int column) {
        List<Cell> cells = lines.get(line).cells();
        return column < cells.size() ? cells.get(column).value() : "";
    }

    /** Fills a cell. One that says so already keeps its bytes. */
    void put(int line, int column, String value) throws ExportProblem {
        List<Cell> cells = lines.get(line).cells();
        if (column >= cells.size()) {
            throw new ExportProblem(place(line) + " has " + cells.size() + " cells, and the first line names " + header().size()
                    + " columns: give the file as the gradebook wrote it.");
        }
        Cell cell = cells.get(column);
        if (!cell.value().equals(value)) {
            replacements.put(cell.start(), new Replacement(cell.end(), CsvText.quoted(value, CsvText.separator(text))));
        }
    }

    /** The file as it is now. */
    byte[] bytes() {
        StringBuilder filled = new StringBuilder();
        int done = 0;
        for (Map.Entry<Integer, Replacement> each : replacements.entrySet()) {
            filled.append(text, done, each.getKey()).append(each.getValue().text());
            done = each.getValue().end();
        }
        return filled.append(text.substring(done)).toString().getBytes(StandardCharsets.UTF_8);
    }
}
