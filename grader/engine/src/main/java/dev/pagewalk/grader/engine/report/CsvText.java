package dev.pagewalk.grader.engine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table in a text, as spreadsheets write it (RFC 4180), cell by cell and where each of them stands. The separator is a comma
 * or a semicolon, whichever the first line has more of; lines end as they like; a byte order mark is no part of it.
 */
public final class CsvText {
    private static final char QUOTE = '"';

    private final String text;
    private final char separator;
    private int at;
    private int number = 1;

    private CsvText(String text) {
        this.text = text;
        this.separator = separator(text);
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
    }

    /**
     * A cell.
     *
     * @param start where it begins in the text, with its quotes
     * @param end where it ends
     * @param value what it says
     */
    public record Cell(int start, int end, String value) {}

    /** A line of the table, which may be several of the text: the number is that of the first, from 1. */
    public record Line(int number, List<Cell> cells) {

        /** Whether nothing is in it, as in the last one of many files. */
        public boolean isBlank() {
            return cells.stream().allMatch(cell -> cell.value().isBlank());
        }
    }

    /** The text is no table. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        Malformed(int line, String what) {
            super(what);
            this.line = line;
        }

        /** In which line of the text, from 1. */
        public int line() {
            return line;
        }
    }

    /** What separates the cells of a text. */
    public static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        return count(header, ';') > count(header, ',') ? ';' : ',';
    }

    private static long count(String header, char separator) {
        return header.chars().filter(each -> each == separator).count();
    }

    /** All lines; none in an empty text. */
    public static List<Line> read(String text) throws Malformed {
        CsvText csv = new CsvText(text);
        List<Line> lines = new ArrayList<>();
        while (csv.at < text.length()) {
            lines.add(csv.line());
        }
        return lines;
    }

    /** A text as one cell. */
    public static String quoted(String value, char separator) {
        boolean plain = value.chars().noneMatch(each -> each == separator || "\"\r\n".indexOf(each) >= 0);
        return plain ? value : QUOTE + value.replace("\"", "\"\"") + QUOTE;
    }

    private Line line() throws Malformed {
        int start = number;
        List<Cell> cells = new ArrayList<>();
        do {
            cells.add(at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain());
        } while (skip(separator));
        boolean returned = skip('\r');
        boolean ended = skip('\n') || returned;
        if (!ended && at < text.length()) {
            throw new Malformed(number, "has something after a closing quote: double the quotes within a cell");
        }
        number++;
        return new Line(start, cells);
    }

    private boolean skip(char wanted) {
        boolean is = at < text.length() && text.charAt(at) == wanted;
        at += is ? 1 : 0;
        return is;
    }

    private Cell plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != separator && "\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return new Cell(start, at, text.substring(start, at));
    }

    private Cell quoted() throws Malformed {
        int start = at++;
        int line = number;
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char each = text.charAt(at++);
            if (each == QUOTE && !skip(QUOTE)) {
                return new Cell(start, at, value.toString());
            }
            number += each == '\n' ? 1 : 0;
            value.append(each);
        }
        throw new Malformed(line, "opens a quote that is never closed");
    }
}
