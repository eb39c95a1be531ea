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

    @Test
    void visits_in_percpu_mode_move_no_cache_line_and_in_atomic_mode_one_for_each_change_of_cpu() {
        Plot plot = new LineTransfers().measure();

        for (Point atomic : plot.lines().get(0).points()) {
            assertEquals(atomic.x() == 1 ? 0 : 100 * atomic.x(), atomic.y(), atomic.x() + " CPUs, atomic mode");
        }
        plot.lines().get(1).points().forEach(percpu -> assertEquals(0, percpu.y(), percpu.x() + " CPUs, percpu mode"));
    }

    @Test
    void of_the_page_tables_that_the_plain_machine_keeps_one_percent_is_left_at_most() {
        Plot plot = new ReclaimedTables().measure();

        List<Point> plain = plot.lines().get(0).points();
        List<Point> freed = plot.lines().get(1).points();
        for (int i = 1; i < plain.size(); i++) {
            assertTrue(freed.get(i).y() * 100 <= plain.get(i).y(), freed.get(i) + " of " + plain.get(i));
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(HANDOUTS.resolve(file));
    }
}
