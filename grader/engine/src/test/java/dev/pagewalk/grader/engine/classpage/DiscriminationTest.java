package dev.pagewalk.grader.engine.classpage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiscriminationTest {

    @Test
    void it_is_the_correlation_of_passing_with_the_rest() {
        int[] rest = {90, 80, 85, 70, 60, 40, 55, 30, 20, 10};
        boolean[] passes = {true, true, false, true, true, false, true, false, false, false};

        assertEquals(pearson(passes, rest), value(passes, rest), 1e-12);
    }

    @Test
    void who_passes_is_better_or_worse_or_neither() {
        boolean[] passes = {true, true, true, true, true, false, false, false, false, false};

        assertEquals(1, value(passes, new int[] {9, 9, 9, 9, 9, 2, 2, 2, 2, 2}), 1e-12);
        assertEquals(-1, value(passes, new int[] {2, 2, 2, 2, 2, 9, 9, 9, 9, 9}), 1e-12);
        assertEquals(0, value(passes, new int[] {1, 2, 3, 4, 5, 1, 2, 3, 4, 5}), 1e-12);
    }

    @Test
    void nothing_is_said_of_few_submissions_or_of_those_that_are_alike() {
        assertTrue(fed(new boolean[] {true, false}, new int[] {9, 2}).value().isEmpty());
        assertTrue(fed(new boolean[12], new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}).value().isEmpty());
        boolean[] some = {true, true, true, false, false, false, false, false, false, false};
        assertTrue(fed(some, new int[10]).value().isEmpty());
    }

    private static double value(boolean[] passes, int[] rest) {
        return fed(passes, rest).value().orElseThrow();
    }

    private static Discrimination fed(boolean[] passes, int[] rest) {
        Discrimination discrimination = new Discrimination();
        for (int i = 0; i < passes.length; i++) {
            discrimination.add(passes[i], rest[i]);
        }
        return discrimination;
    }

    /** As the textbook writes it. */
    private static double pearson(boolean[] passes, int[] rest) {
        int n = rest.length;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            meanX += (passes[i] ? 1.0 : 0.0) / n;
            meanY += (double) rest[i] / n;
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            double x = (passes[i] ? 1 : 0) - meanX;
            double y = rest[i] - meanY;
            xy += x * y;
            xx += x * x;
            yy += y * y;
        }
        return xy / Math.sqrt(xx * yy);
    }
}
