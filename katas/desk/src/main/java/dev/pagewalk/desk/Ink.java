package dev.pagewalk.desk;

import dev.pagewalk.core.hook.Nullable;
import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How text looks here: with colours or without, in Unicode or in ASCII, and how wide.
 *
 * @param colour whether to paint; never where {@code NO_COLOR} is set
 * @param unicode whether the terminal shows more than ASCII
 * @param width columns
 */
record Ink(boolean colour, boolean unicode, int width) {
    /** Where the script says how wide the terminal is. */
    static final String WIDTH = "pagewalk.columns";

    private static final int COLUMNS = 80;
    private static final int FEWEST = 40;
    private static final Map<String, String> ASCII = Map.ofEntries(
            Map.entry("✓", "+"), Map.entry("✗", "x"), Map.entry("·", "."), Map.entry("…", "..."), Map.entry("→", "->"),
            Map.entry("←", "<-"), Map.entry("⋮", ":"), Map.entry("–", "-"), Map.entry("—", "-"), Map.entry("×", "x"),
            Map.entry("≤", "<="), Map.entry("≥", ">="), Map.entry("≠", "!="), Map.entry("│", "|"), Map.entry("─", "-"),
            Map.entry("█", "#"), Map.entry("░", "-"), Map.entry("›", ">"), Map.entry("’", "'"), Map.entry("“", "\""), Map.entry("”", "\""));

    /** What this process writes to, as far as it tells. */
    static Ink ofThisProcess() {
        return new Ink(isColourful(System.console()), charset().equals(StandardCharsets.UTF_8), columns(Integer.getInteger(WIDTH, COLUMNS)));
    }

    /** What is too narrow for anything is taken for unknown. */
    private static int columns(int said) {
        return said < FEWEST ? COLUMNS : said;
    }

    /** The charset of the standard output. */
    static Charset charset() {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .filter(Charset::isSupported)
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.US_ASCII);
    }

    private static boolean isColourful(@Nullable Console console) {
        String term = System.getenv().getOrDefault("TERM", System.getenv("WT_SESSION") == null ? "dumb" : "xterm");
        return console != null && System.getenv().getOrDefault("NO_COLOR", "").isEmpty() && !term.equals("dumb");
    }

    Ink wide(int columns) {
        return new Ink(colour, unicode, columns);
    }

    String red(String text) {
        return paint(31, text);
    }

    String green(String text) {
        return paint(32, text);
    }

    String yellow(String text) {
        return paint(33, text);
    }

    String bold(String text) {
        return paint(1, text);
    }

    String dim(String text) {
        return paint(2, text);
    }

    private String paint(int code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A text in characters that are shown here. */
    String plain(String text) {
        return unicode ? text : ascii(text);
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> {
            String one = Character.toString(c);
            ascii.append(c < 0x80 ? one : ASCII.getOrDefault(one, base(one)));
        });
        return ascii.toString();
    }

    /** A letter without its accent. */
    private static String base(String one) {
        char first = Normalizer.normalize(one, Normalizer.Form.NFD).charAt(0);
        return first < 0x80 ? String.valueOf(first) : "?";
    }

    /** A text that may be too long, on one line. */
    String cut(String text, int room) {
        return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "…";
    }

    /** The lines of a text, broken at spaces where they would not fit; what is broken off goes two columns to the right. */
    List<String> wrap(String text, int indent) {
        return wrap(text, indent, 2);
    }

    /** A paragraph. */
    List<String> fill(String text, int indent) {
        return wrap(text, indent, 0);
    }

    private List<String> wrap(String text, int indent, int hang) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int column = indent + line.length() - line.stripLeading().length();
            String rest = line.strip();
            int from = column;
            while (rest.length() > width - from) {
                int space = rest.lastIndexOf(' ', width - from);
                int end = space > (width - from) / 2 ? space : width - from;
                lines.add(" ".repeat(from) + rest.substring(0, end));
                rest = rest.substring(end).strip();
                from = column + hang;
            }
            lines.add(" ".repeat(from) + rest);
        }
        return lines;
    }
}
