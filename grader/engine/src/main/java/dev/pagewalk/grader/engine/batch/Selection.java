package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.Row;
import java.util.List;

/**
 * What a run does with the submissions that it is given.
 *
 * @param todo are graded
 * @param kept have a result already
 * @param left have none, and get none in this run
 */
public record Selection(List<Delivery> todo, List<Row> kept, List<Delivery> left) {}
