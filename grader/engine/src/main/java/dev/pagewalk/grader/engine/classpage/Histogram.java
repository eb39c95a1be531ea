package dev.pagewalk.grader.engine.classpage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many submissions have how many percent: twenty bars of five percent, and one of those who have all.
 *
 * <pre>
 *   0-4  5-9  …  95-99  100
 * </pre>
 */
public final class Histogram {
    /** Height of the highest bar, in units of the drawing. */
    public static final int HEIGHT = 120;
    /** Distance of two bars. */
    public static final int STEP = 30;

    private static final int WIDTH_OF_BAR = 5;
    private static final int ALL = 100;

    private final int[] counts = new int[ALL / WIDTH_OF_BAR + 1];

    /** @param percents of all submissions that have some */
    Histogram(IntStream percents) {
        percents.forEach(percent -> counts[Math.min(percent, ALL) / WIDTH_OF_BAR]++);
    }

    /**
     * One bar.
     *
     * @param from percent, included
     * @param to percent, included
     * @param x where its left edge is
     * @param height in units of the drawing
     */
    public record Bar(int from, int to, int count, int x, int height) {

        /** For example {@code 40-44}. */
        public String range() {
            return from == to ? String.valueOf(from) : from + "-" + to;
        }
    }

    /** From left to right. */
    public List<Bar> bars() {
        int most = Math.max(1, IntStream.of(counts).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            int from = i * WIDTH_OF_BAR;
            int height = (counts[i] * HEIGHT + most - 1) / most;
            bars.add(new Bar(from, from == ALL ? ALL : from + WIDTH_OF_BAR - 1, counts[i], i * STEP, height));
        }
        return bars;
    }

    /** Width of the drawing. */
    public int width() {
        return counts.length * STEP;
    }
}
