package dev.pagewalk.core.debug;

import java.util.ArrayList;
import java.util.List;

/**
 * Something drawn: lines of at most {@value #WIDTH} columns, and the same as SVG, where a line's tone says what it is.
 */
public final class Picture {
    /** No line is longer. */
    public static final int WIDTH = 80;

    private static final int LINE = 18;
    private static final int COLUMN = 8;

    /** What a line is about. */
    enum Tone {
        PLAIN("none"),
        PRIVATE("#d7ecd9"),
        SHARED("#fbe0c3"),
        HUGE("#cfe3f5"),
        KEYED("#e9d5f0");

        private final String fill;

        Tone(String fill) {
            this.fill = fill;
        }
    }

    private record Row(String text, Tone tone) {}

    private final List<Row> rows = new ArrayList<>();

    Picture() {}

    Picture add(String text) {
        return add(text, Tone.PLAIN);
    }

    Picture add(String text, Tone tone) {
        rows.add(new Row(text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…", tone));
        return this;
    }

    /** The lines, each with its end. */
    public String text() {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row.text).append('\n'));
        return text.toString();
    }

    /** The same as a drawing: private tables green, shared ones orange, huge pages blue, keyed ones purple. */
    public String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ").append(WIDTH * COLUMN + 16).append(' ').append(rows.size() * LINE + 12)
                .append("\" font-family=\"monospace\" font-size=\"13\">\n");
        for (int i = 0; i < rows.size(); i++) {
            int y = 6 + i * LINE;
            Row row = rows.get(i);
            if (row.tone != Tone.PLAIN) {
                svg.append("<rect x=\"4\" y=\"").append(y).append("\" width=\"").append(WIDTH * COLUMN + 8).append("\" height=\"").append(LINE).append("\" rx=\"3\" fill=\"")
                        .append(row.tone.fill).append("\"/>\n");
            }
            svg.append("<text x=\"8\" y=\"").append(y + 13).append("\" xml:space=\"preserve\">").append(escaped(row.text)).append("</text>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
