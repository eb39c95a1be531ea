package dev.pagewalk.bench.figures;

import dev.pagewalk.bench.figures.Figure.Line;
import dev.pagewalk.bench.figures.Figure.Plot;
import dev.pagewalk.bench.figures.Figure.Point;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A plot as SVG: lines over whole numbers, readable in black and white, with its legend beside the line ends. */
final class PlotSvg {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 84;
    private static final int RIGHT = 500;
    private static final int TOP = 44;
    private static final int BOTTOM = 300;
    private static final int TICKS = 4;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#b3541e", "#3d7a3a", "#6b4c9a");
    private static final List<String> DASHES = List.of("none", "7 4", "2 3", "9 3 2 3");

    private final Plot plot;
    private final long mostX;
    private final long mostY;
    private final StringBuilder svg = new StringBuilder();

    private PlotSvg(Plot plot) {
        this.plot = plot;
        this.mostX = rounded(most(Point::x));
        this.mostY = rounded(most(Point::y));
    }

    static String of(Plot plot) {
        return new PlotSvg(plot).draw();
    }

    private String draw() {
        svg.append(String.format(Locale.ROOT, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                + "font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n", WIDTH, HEIGHT));
        svg.append("<title>").append(escaped(plot.title())).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(LEFT, 24, "start", plot.title(), "font-weight=\"bold\"");
        axes();
        for (int i = 0; i < plot.lines().size(); i++) {
            line(plot.lines().get(i), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes() {
        for (int tick = 0; tick <= TICKS; tick++) {
            long x = mostX * tick / TICKS;
            long y = mostY * tick / TICKS;
            svg.append(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>\n", LEFT, down(y), RIGHT));
            text(LEFT - 8, down(y) + 4, "end", Long.toString(y), "");
            text(across(x), BOTTOM + 18, "middle", Long.toString(x), "");
        }
        svg.append(String.format(Locale.ROOT, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>\n", LEFT, TOP, BOTTOM, RIGHT));
        text((LEFT + RIGHT) / 2.0, BOTTOM + 42, "middle", plot.x(), "");
        text(0, 0, "middle", plot.y(), String.format(Locale.ROOT, "transform=\"translate(18 %d) rotate(-90)\"", (TOP + BOTTOM) / 2));
    }

    private void line(Line line, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        String path = line.points().stream()
                .map(p -> String.format(Locale.ROOT, "%.1f %.1f", across(p.x()), down(p.y())))
                .collect(Collectors.joining("L"));
        svg.append(String.format(Locale.ROOT, "<path d=\"M%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\" stroke-dasharray=\"%s\"/>\n",
                path, colour, DASHES.get(number % DASHES.size())));
        int legend = TOP + 16 + 24 * number;
        svg.append(String.format(Locale.ROOT, "<path d=\"M%d %dh30\" stroke=\"%s\" stroke-width=\"2.5\" stroke-dasharray=\"%s\"/>\n",
                RIGHT + 14, legend - 4, colour, DASHES.get(number % DASHES.size())));
        text(RIGHT + 50, legend, "start", line.name(), "");
    }

    private void text(double x, double y, String anchor, String words, String more) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>\n", x, y, anchor, more, escaped(words)));
    }

    private double across(long x) {
        return LEFT + (RIGHT - LEFT) * (double) x / mostX;
    }

    private double down(long y) {
        return BOTTOM - (BOTTOM - TOP) * (double) y / mostY;
    }

    private long most(ToLongFunction<Point> value) {
        return plot.lines().stream().flatMap(line -> line.points().stream()).mapToLong(value).max().orElse(1);
    }

    /** The next number whose ticks are whole. */
    private static long rounded(long most) {
        return Math.max(TICKS, (most + TICKS - 1) / TICKS * TICKS);
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
