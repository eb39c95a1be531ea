package dev.pagewalk.bench.figures;

import dev.pagewalk.bench.figures.Figure.Line;
import dev.pagewalk.bench.figures.Figure.Plot;
import java.util.stream.Collectors;

/** A plot as comma-separated values: a row for each place of the horizontal axis, a column for each line. */
final class PlotText {
    private PlotText() {}

    static String csv(Plot plot) {
        StringBuilder csv = new StringBuilder();
        csv.append(plot.x()).append(',').append(plot.lines().stream().map(Line::name).collect(Collectors.joining(","))).append('\n');
        for (int i = 0; i < plot.lines().get(0).points().size(); i++) {
            int row = i;
            csv.append(plot.lines().get(0).points().get(i).x()).append(',');
            csv.append(plot.lines().stream().map(line -> Long.toString(line.points().get(row).y())).collect(Collectors.joining(",")));
            csv.append('\n');
        }
        return csv.toString();
    }
}
