package dev.pagewalk.grader.engine.export;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A table in an instructor's CSV file, in which single cells are filled. Every other byte stays: order, quotes, line ends,
 * byte order mark. Lines are records of the file, counted from 0; the first one names the columns.
 */
public final class Sheet {
    private static final char QUOTE = '"';

    private final String file;
    private final String text;
    private final char separator;
    private final List<List<Cell>> lines = new ArrayList<>();
    private final TreeMap<Integer, Replacement> replacements = new TreeMap<>();
    private int at;

    /** Where a cell stands in the text, and what it says. */
    private record Cell(int start, int end, String value) {}

    private record Replacement(int end, String text) {}

    private Sheet(String file, String text) {
        this.file = file;
        this.text = text;
        String header = text.lines().findFirst().orElse("");
        this.separator = header.chars().filter(each -> each == ';').count() > header.chars().filter(each -> each == ',').count() ? ';' : ',';
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @throws ExportProblem if it is no UTF-8, or no table
     */
    public static Sheet read(String file, byte[] bytes) throws ExportProblem {
        try {
            Sheet sheet = new Sheet(file, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            while (sheet.at < sheet.text.length()) {
                sheet.lines.add(sheet.line());
            }
            if (sheet.lines.isEmpty()) {
                throw new ExportProblem(file + " is empty: download it again from the gradebook.");
            }
            return sheet;
        } catch (CharacterCodingException e) {
            throw new ExportProblem(file + " is not UTF-8: give the file as the gradebook wrote it, not as a spreadsheet saved it.");
        }
    }

    private List<Cell> line() throws ExportProblem {
        List<Cell> cells = new ArrayList<>();
        do {
            cells.add(cell());
        } while (skip(separator));
        boolean returned = skip('\r');
        boolean ended = skip('\n') || returned;
        if (!ended && at < text.length()) {
            throw problem(lines.size(), "has something after a closing quote");
        }
        return cells;
    }

    private boolean skip(char wanted) {
        boolean is = at < text.length() && text.charAt(at) == wanted;
        at += is ? 1 : 0;
        return is;
    }

    private Cell cell() throws ExportProblem {
        int start = at;
        if (at == text.length() || text.charAt(at) != QUOTE) {
            while (at < text.length() && text.charAt(at) != separator && "\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return new Cell(start, at, text.substring(start, at));
        }
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char each = text.charAt(at++);
            if (each == QUOTE && !skip(QUOTE)) {
                return new Cell(start, at, value.toString());
            }
            value.append(each);
        }
        throw problem(lines.size(), "opens a quote that is never closed");
    }

    /** A sentence about a line. */
    ExportProblem problem(int line, String what) {
        return new ExportProblem(place(line) + " " + what + ": give the file as the gradebook wrote it.");
    }

    /** For people, who count from 1. */
    String place(int line) {
        return file + ":" + (line + 1);
    }

    String file() {
        return file;
    }

    int size() {
        return lines.size();
    }

    /** The names of the columns. */
    List<String> header() {
        return lines.get(0).stream().map(cell -> cell.value().strip()).toList();
    }

    /** Whether a line is empty, as the last one may be. */
    boolean isBlank(int line) {
        return lines.get(line).stream().allMatch(cell -> cell.value().isBlank());
    }

    /** What a cell says; nothing where the line ends before it. */
    String get(int line, int column) {
        List<Cell> cells = lines.get(line);
        return column < cells.size() ? cells.get(column).value() : "";
    }

    /** Fills a cell. One that says so already keeps its bytes. */
    void put(int line, int column, String value) throws ExportProblem {
        if (column >= lines.get(line).size()) {
            throw problem(line, "has " + lines.get(line).size() + " cells, and the first line names " + header().size() + " columns");
        }
        Cell cell = lines.get(line).get(column);
        if (!cell.value().equals(value)) {
            replacements.put(cell.start(), new Replacement(cell.end(), quoted(value)));
        }
    }

    private String quoted(String value) {
        boolean plain = value.chars().noneMatch(each -> each == separator || each == QUOTE || each == '\r' || each == '\n');
        return plain ? value : QUOTE + value.replace("\"", "\"\"") + QUOTE;
    }

    /** The file as it is now. */
    byte[] bytes() {
        StringBuilder filled = new StringBuilder();
        int done = 0;
        for (var each : replacements.entrySet()) {
            filled.append(text, done, each.getKey()).append(each.getValue().text());
            done = each.getValue().end();
        }
        return filled.append(text.substring(done)).toString().getBytes(StandardCharsets.UTF_8);
    }
}
