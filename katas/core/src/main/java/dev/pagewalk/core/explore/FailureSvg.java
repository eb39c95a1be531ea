package dev.pagewalk.core.explore;

import java.util.List;

/**
 * A failure as a picture: a lane for each CPU, a row for each step, time runs downward.
 *
 * <pre>
 *    CPU 0: x++        CPU 1: x++
 *    ┌──────────┐
 *    │ load x   │ ──╮
 *    └──────────┘   │  ┌──────────┐
 *                   ╰→ │ load x   │
 * </pre>
 */
final class FailureSvg {
    private static final int LANE = 330;
    private static final int ROW = 44;
    private static final int TOP = 84;
    private static final int MARGIN = 46;
    private static final int BOX = 300;
    private static final int LETTERS = 44;

    private final Failure failure;
    private final StringBuilder svg = new StringBuilder();

    private FailureSvg(Failure failure) {
        this.failure = failure;
    }

    static String of(Failure failure) {
        return new FailureSvg(failure).draw();
    }

    private String draw() {
        int lanes = failure.titles().size();
        List<Step> steps = failure.steps();
        int width = MARGIN + lanes * LANE;
        int bottom = TOP + steps.size() * ROW;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + (bottom + 48)
                + "\" viewBox=\"0 0 " + width + " " + (bottom + 48) + "\" role=\"img\" font-family=\"monospace\" font-size=\"12\">\n");
        svg.append("<title>" + escape(failure.scenario() + ": " + failure.reason().words()) + "</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(12, 24, "font-size=\"15\" font-weight=\"bold\"", failure.scenario() + ": " + failure.reason().words());
        for (int lane = 0; lane < lanes; lane++) {
            lane(lane, bottom);
        }
        for (int row = 0; row < steps.size(); row++) {
            handOver(steps, row);
            box(steps.get(row));
        }
        text(12, bottom + 30, "fill=\"#b3261e\"", shorten(String.join(" ", FailureText.cause(failure.cause(), width / 8)), width / 8));
        return svg.append("</svg>\n").toString();
    }

    private void lane(int lane, int bottom) {
        int x = middle(lane);
        svg.append("<line x1=\"" + x + "\" y1=\"" + (TOP - 18) + "\" x2=\"" + x + "\" y2=\"" + bottom
                + "\" stroke=\"#c9c9c9\" stroke-dasharray=\"4 4\"/>\n");
        text(x - BOX / 2, TOP - 28, "font-weight=\"bold\"", shorten(failure.titles().get(lane), LETTERS - 4));
    }

    private void handOver(List<Step> steps, int row) {
        if (row > 0 && steps.get(row - 1).cpu() != steps.get(row).cpu()) {
            int y = TOP + row * ROW - 4;
            svg.append("<path d=\"M" + middle(steps.get(row - 1).cpu()) + " " + y + " L" + middle(steps.get(row).cpu())
                    + " " + (y + 6) + "\" stroke=\"#6b6b6b\" fill=\"none\" stroke-width=\"1.5\"/>\n");
        }
    }

    private void box(Step step) {
        int x = middle(step.cpu()) - BOX / 2;
        int y = TOP + step.number() * ROW;
        boolean last = step.number() == failure.steps().size() - 1;
        svg.append("<rect x=\"" + x + "\" y=\"" + y + "\" width=\"" + BOX + "\" height=\"" + (ROW - 8) + "\" rx=\"5\" fill=\""
                + colour(step) + "\" stroke=\"" + (last ? "#b3261e" : "#8a8a8a") + "\"/>\n");
        text(8, y + 21, "fill=\"#6b6b6b\"", String.valueOf(step.number()));
        text(x + 8, y + 15, "", shorten(step.does() + " " + step.place() + " " + step.values(), LETTERS));
        text(x + 8, y + 30, "fill=\"#555555\"", shorten(step.source(), LETTERS));
    }

    private static String colour(Step step) {
        return switch (step.kind()) {
            case LOAD, AWAIT -> "#e3f0fb";
            case STORE, FLUSH -> "#fdeccf";
            case UPDATE -> "#f9dcd9";
            case FENCE -> "#e4e4e4";
        };
    }

    private static int middle(int lane) {
        return MARGIN + lane * LANE + BOX / 2;
    }

    private void text(int x, int y, String style, String words) {
        svg.append("<text x=\"" + x + "\" y=\"" + y + "\"" + (style.isEmpty() ? "" : " " + style) + ">" + escape(words) + "</text>\n");
    }

    private static String shorten(String words, int letters) {
        return words.length() <= letters ? words : words.substring(0, letters - 1) + "…";
    }

    private static String escape(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replaceAll("[\\p{Cntrl}]", " ");
    }
}
