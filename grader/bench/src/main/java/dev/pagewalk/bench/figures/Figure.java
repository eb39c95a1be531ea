package dev.pagewalk.bench.figures;

import java.util.List;

/** A figure of a handout: what is measured, and what the axes say. */
interface Figure {

    /** The name of its files, without extension. */
    String name();

    /** Measures, and says what was measured. */
    Plot measure();

    /**
     * What was measured.
     *
     * @param title one sentence that says what to see
     * @param x what the horizontal axis counts
     * @param y what the vertical axis counts
     * @param lines the lines, in the order of their legend; each has a value for the same places of the horizontal axis
     */
    record Plot(String title, String x, String y, List<Line> lines) {}

    /**
     * A line of a plot.
     *
     * @param name what its legend says
     * @param points from left to right
     */
    record Line(String name, List<Point> points) {}

    /** A place, and how many events were counted there. */
    record Point(long x, long y) {}
}
