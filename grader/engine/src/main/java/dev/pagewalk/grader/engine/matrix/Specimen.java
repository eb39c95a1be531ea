package dev.pagewalk.grader.engine.matrix;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.intake.Delivery;
import java.util.List;

/**
 * A submission of which it is known what must become of it.
 *
 * @param katas for which it holds a file; all, if it holds none
 */
public record Specimen(Delivery delivery, Expected expected, List<Kata> katas) {

    public String id() {
        return delivery.id();
    }
}
