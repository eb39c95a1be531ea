package dev.pagewalk.core.debug;

import java.util.Locale;

/**
 * Draws a walk: tables side by side, the used entry of each as a band at the height of its index, arrows between them.
 */
final class WalkSvg {
    private static final int MARGIN = 20;
    private static final int TABLE_WIDTH = 170;
    private static final int TABLE_HEIGHT = 220;
    private static final int GAP = 50;
    private static final int TOP = 50;
    private static final int BAND = 34;
    private static final int ENTRIES = 512;

    private final StringBuilder body = new StringBuilder();
    private int tables;
    private int lastBand;

    void table(WalkPath.Step step, String flags) {
        int x = left(tables);
        int band = TOP + step.index() * (TABLE_HEIGHT - BAND) / (ENTRIES - 1);
        if (tables > 0) {
            arrow(left(tables - 1) + TABLE_WIDTH, lastBand + BAND / 2, x, TOP);
        }
        add("<text x='%d' y='%d'>%s at 0x%x</text>", x, TOP - 10, step.table(), step.address() & -4096L);
        add("<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#445'/>", x, TOP, TABLE_WIDTH, TABLE_HEIGHT);
        add("<rect x='%d' y='%d' width='%d' height='%d' fill='%s' stroke='#445'/>", x, band, TABLE_WIDTH, BAND,
                step.isPresent() ? "#dbeafe" : "#fee2e2");
        add("<text x='%d' y='%d'>[%d] %016x</text>", x + 6, band + 14, step.index(), step.entry());
        add("<text x='%d' y='%d'>%s</text>", x + 6, band + 28, flags);
        lastBand = band;
        tables++;
    }

    String end(WalkPath path) {
        int width = left(tables) + (path.arrives() ? TABLE_WIDTH + MARGIN : 0);
        int height = TOP + TABLE_HEIGHT + 2 * MARGIN;
        if (path.arrives()) {
            int y = lastBand + BAND / 2;
            arrow(left(tables - 1) + TABLE_WIDTH, y, left(tables), y);
            add("<text x='%d' y='%d'>page 0x%x</text>", left(tables) + 6, y + 4, path.pa() & -4096L);
        }
        add("<text x='%d' y='%d'>%s</text>", MARGIN, height - MARGIN / 2, path.end());
        String label = String.format(Locale.ROOT, "page walk of 0x%016x", path.va());
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 " + width + " " + height + "' role='img' aria-label='"
                + label + "' font-family='monospace' font-size='11'>\n<title>" + label + "</title>\n" + body + "</svg>\n";
    }

    private void arrow(int fromX, int fromY, int toX, int toY) {
        int middle = (fromX + toX) / 2;
        add("<path d='M%d %d H%d V%d H%d m-6 -4 l6 4 l-6 4' fill='none' stroke='#445'/>", fromX, fromY, middle, toY, toX);
    }

    private static int left(int table) {
        return MARGIN + table * (TABLE_WIDTH + GAP);
    }

    private void add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
