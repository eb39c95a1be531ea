package dev.pagewalk.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pagewalk.bench.figures.Figure.Plot;
import dev.pagewalk.bench.figures.Figure.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Figures in the handouts are what the model counts today, and show what their titles say. */
class FiguresTest {
    private static final Path HANDOUTS = Path.of("../../handouts/figures");

    @TestFactory
    Stream<DynamicTest> each_figure_in_the_handouts_is_what_is_counted() {
        return Figures.ALL.stream().map(figure -> DynamicTest.dynamicTest(figure.name(), () -> {
            Plot plot = figure.measure();

            assertEquals(PlotText.csv(plot), read(figure.name() + ".csv"), "to draw the figures anew: grader/bench/figures");
            assertEquals(PlotSvg.of(plot), read(figure.name() + ".svg"), "to draw the figures anew: grader/bench/figures");
        }));
    }

    @Test
    void grouped_tables_split_no_more_than_a_large_page_for_each_block_and_single_ones_one_for_each_table() {
        Plot plot = new DirectMapSplits().measure();

        List<Point> single = plot.lines().get(0).points();
        List<Point> grouped = plot.lines().get(1).points();
        List<Point> blocks = plot.lines().get(2).points();
        for (int tables = 1; tables < single.size(); tables++) {
            assertTrue(grouped.get(tables).y() <= blocks.get(tables).y(), "splits with blocks, " + tables + " tables");
            assertTrue(single.get(tables).y() >= tables, "splits without blocks, " + tables + " tables");
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(HANDOUTS.resolve(file));
    }
}
