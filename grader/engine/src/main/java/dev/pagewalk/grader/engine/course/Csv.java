package dev.pagewalk.grader.engine.course;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table in a text file, as spreadsheets write it (RFC 4180): quotes, comma or semicolon, any line ends. */
final class Csv {
    private static final char QUOTE = '"';

    private final String file;
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

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

    private Csv(String file, String text) {
        this.file = file;
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String header = this.text.lines().findFirst().orElse("");
        this.separator = header.contains(";") && !header.contains(",") ? ';' : ',';
    }

    /**
     * Reads a table whose first line names the columns.
     *
     * @param needed columns that must be there, in lower case
     */
    static List<Entry> read(String file, String text, String... needed) throws CourseProblem {
        return new Csv(file, text).entries(List.of(needed));
    }

    private List<Entry> entries(List<String> needed) throws CourseProblem {
        List<String> header = cells().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        for (String name : needed) {
            if (!header.contains(name)) {
                throw CourseProblem.at(file, 1, name, "there is no such column; the first line names the columns, such as " + String.join(",", needed));
            }
        }
        List<Entry> entries = new ArrayList<>();
        while (at < text.length()) {
            int start = line;
            List<String> cells = cells();
            if (cells.size() > 1 || !cells.get(0).isBlank()) {
                entries.add(entry(start, header, cells));
            }
        }
        return entries;
    }

    private Entry entry(int start, List<String> header, List<String> cells) throws CourseProblem {
        if (cells.size() > header.size()) {
            throw CourseProblem.at(file, start, "", "has " + cells.size() + " cells, and the first line names " + header.size()
                    + ": put quotes around a cell with a comma in it");
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            named.put(header.get(i), cells.get(i));
        }
        return new Entry(file, start, named);
    }

    private List<String> cells() throws CourseProblem {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain());
        } while (skip(separator));
        skip('\r');
        if (skip('\n')) {
            line++;
        } else if (at < text.length()) {
            throw CourseProblem.at(file, line, "", "has something after a closing quote: double the quotes within a cell");
        }
        return cells;
    }

    private boolean skip(char wanted) {
        boolean is = at < text.length() && text.charAt(at) == wanted;
        at += is ? 1 : 0;
        return is;
    }

    private String plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != separator && "\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() throws CourseProblem {
        int start = line;
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char each = text.charAt(at++);
            if (each == QUOTE && !skip(QUOTE)) {
                return cell.toString();
            }
            line += each == '\n' ? 1 : 0;
            cell.append(each);
        }
        throw CourseProblem.at(file, start, "", "opens a quote that is never closed");
    }
}
