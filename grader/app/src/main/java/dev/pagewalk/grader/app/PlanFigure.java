package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.batch.Plan;
import dev.pagewalk.grader.engine.batch.Plan.Ends;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan as a picture.
 * <pre>
 *   what time goes to   [ FAIL          | PASS | TIMEOUT ]
 *   100 shards          =====================------|        first node ends - last node ends
 *   200 shards          =======================--|
 * </pre>
 */
final class PlanFigure {
    private static final int LEFT = 130;
    private static final int WIDTH = 520;
    private static final int BAR = 24;
    private static final int STEP = 38;
    private static final List<String> COLOURS = List.of("#2f6f8f", "#c9772b", "#5b8c3e", "#8a5aa3", "#b0413e", "#777");

    private final Plan plan;
    private final List<Ends> ends;
    private final Map<Verdict, Double> shares;
    private final StringBuilder svg = new StringBuilder();

    PlanFigure(Plan plan, List<Ends> ends, Map<Verdict, Double> shares) {
        this.plan = plan;
        this.ends = ends;
        this.shares = shares;
    }

    String svg() {
        int bars = 130;
        int bottom = bars + ends.size() * STEP;
        svg.append(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 %d\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">%n", bottom + 50));
        svg.append("<title>Where the time of a large class goes, and when its nodes end</title>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(20, 24, "start", "Whose submissions the time goes to", "font-weight=\"bold\"");
        verdicts(40);
        text(20, bars - 16, "start", "When the nodes have nothing more to do", "font-weight=\"bold\"");
        for (int i = 0; i < ends.size(); i++) {
            bar(ends.get(i), bars + i * STEP);
        }
        double even = x(plan.evenMs());
        svg.append(String.format(Locale.ROOT, "<path d=\"M%.1f %dV%d\" stroke=\"black\" stroke-dasharray=\"4 3\"/>%n", even, bars - 6, bottom));
        text(even, bottom + 16, "end", "if nobody waits: " + PlanCommand.text(plan.evenMs()), "");
        text(20, bottom + 40, "start", "Dark: every node works. Light: some have ended, and wait for the last one.", "fill=\"#555\"");
        return svg.append("</svg>\n").toString();
    }

    private void verdicts(int y) {
        double left = LEFT;
        int colour = 0;
        for (Map.Entry<Verdict, Double> share : shares.entrySet()) {
            double width = WIDTH * share.getValue() / 100;
            rectangle(left, y, width, COLOURS.get(colour++ % COLOURS.size()));
            left += width;
        }
        String words = shares.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "%s %.0f %%", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
        text(LEFT, y + BAR + 18, "start", words, "");
    }

    private void bar(Ends each, int y) {
        text(LEFT - 8, y + 17, "end", String.format(Locale.ROOT, "%,d shards", each.shards()), "");
        rectangle(LEFT, y, x(each.firstMs()) - LEFT, COLOURS.get(0));
        rectangle(x(each.firstMs()), y, x(each.lastMs()) - x(each.firstMs()), "#a9c6d3");
        text(x(each.lastMs()) + 6, y + 17, "start", PlanCommand.text(each.lastMs()), "");
    }

    private double x(long ms) {
        long longest = ends.stream().mapToLong(Ends::lastMs).max().orElse(1);
        return LEFT + (double) WIDTH * ms / longest;
    }

    private void rectangle(double x, int y, double width, String fill) {
        svg.append(String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", x, y, width, BAR, fill));
    }

    private void text(double x, int y, String anchor, String words, String more) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>%n", x, y, anchor, more, words));
    }
}
