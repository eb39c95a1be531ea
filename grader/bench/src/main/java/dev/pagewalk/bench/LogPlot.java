package dev.pagewalk.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lines over sizes that double from one to the next; the vertical axis is logarithmic. */
final class LogPlot {
    private static final int LEFT = 80;
    private static final int RIGHT = 560;
    private static final int TOP = 60;
    private static final int BOTTOM = 310;

    private record Line(String name, String colour, double[] values) {}

    private final String title;
    private final String subtitle;
    private final String unit;
    private final List<String> xs;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();
    private int lowest;
    private int highest;

    LogPlot(String title, String subtitle, String unit, List<String> xs) {
        this.title = title;
        this.subtitle = subtitle;
        this.unit = unit;
        this.xs = xs;
    }

    LogPlot line(String name, String colour, double... values) {
        lines.add(new Line(name, colour, values));
        return this;
    }

    String svg() {
        double[] all = lines.stream().flatMapToDouble(line -> Arrays.stream(line.values)).toArray();
        lowest = (int) Math.floor(Math.log10(Arrays.stream(all).min().orElse(1)));
        highest = (int) Math.ceil(Math.log10(Arrays.stream(all).max().orElse(10)));
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 360\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n");
        svg.append("<title>").append(title).append("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(LEFT, 24, "start", title + " (" + unit + ", logarithmic)", "font-weight=\"bold\"");
        text(LEFT, 44, "start", subtitle, "fill=\"#555\"");
        for (int power = lowest; power <= highest; power++) {
            double y = y(Math.pow(10, power));
            svg.append(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>%n", LEFT, y, RIGHT));
            text(LEFT - 8, y + 4, "end", power < 0 ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power)) : String.format(Locale.ROOT, "%,d", Math.round(Math.pow(10, power))), "");
        }
        svg.append(String.format(Locale.ROOT, "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>%n", LEFT, TOP, BOTTOM, RIGHT));
        for (int i = 0; i < xs.size(); i++) {
            text(x(i), BOTTOM + 20, "middle", xs.get(i), "");
        }
        lines.forEach(this::draw);
        return svg.append("</svg>\n").toString();
    }

    private void draw(Line line) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < line.values.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(line.values[i])));
            text(x(i), y(line.values[i]) - 8, "middle", number(line.values[i]), "font-size=\"11\" fill=\"" + line.colour + "\"");
        }
        svg.append("<polyline fill=\"none\" stroke-width=\"2.5\" stroke=\"").append(line.colour).append("\" points=\"").append(points.toString().strip()).append("\"/>\n");
        text(RIGHT + 10, y(line.values[line.values.length - 1]) + 4, "start", line.name, "fill=\"" + line.colour + "\"");
    }

    private static String number(double value) {
        return value < 10 && value != Math.rint(value) ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    private void text(double x, double y, String anchor, String words, String more) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n", x, y, anchor, more, words));
    }

    private double x(int i) {
        return LEFT + 30 + (RIGHT - LEFT - 60) * (double) i / Math.max(1, xs.size() - 1);
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * (Math.log10(value) - lowest) / (highest - lowest);
    }
}
