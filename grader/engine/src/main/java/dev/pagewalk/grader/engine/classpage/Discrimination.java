package dev.pagewalk.grader.engine.classpage;

import java.util.OptionalDouble;

/**
 * How well passing a check goes with the points for all else: the point-biserial correlation of passing (1 or 0) with
 * the points of the same kata without those of the check, from -1 to 1.
 *
 * <p>The check's own points are left out, since they would lift the figure by themselves: S. Henrysson, "Correction of
 * item-total correlations in item analysis", Psychometrika 28 (1963), 211–218.
 *
 * <p>All sums are whole numbers, so that the order of submissions changes nothing.
 */
final class Discrimination {
    /** With fewer submissions the figure is chance. */
    static final int FEWEST = 10;

    private long all;
    private long passed;
    private long rest;
    private long restSquared;
    private long restOfPassed;

    /**
     * Adds a submission.
     *
     * @param points for all else
     */
    void add(boolean passes, long points) {
        all++;
        rest += points;
        restSquared += points * points;
        if (passes) {
            passed++;
            restOfPassed += points;
        }
    }

    /** The figure; none for few submissions, and none if all of them are alike in one or the other. */
    OptionalDouble value() {
        double spreadOfPassing = passed * (all - passed);
        double spreadOfPoints = all * restSquared - rest * rest;
        if (all < FEWEST || spreadOfPassing == 0 || spreadOfPoints == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((all * restOfPassed - passed * rest) / Math.sqrt(spreadOfPassing * spreadOfPoints));
    }
}
