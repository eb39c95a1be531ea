package dev.pagewalk.core.explore;

import java.util.List;

/**
 * An execution that fails, with the shortest schedule found for it.
 *
 * @param scenario the scenario's name
 * @param titles what the CPUs are called
 * @param reason in what way it fails
 * @param schedule who took the steps, for {@link Explorer#replay}
 * @param steps the steps, in order
 * @param cause what was thrown, or who waits for what
 */
public record Failure(
        String scenario, List<String> titles, Reason reason, String schedule, List<Step> steps, Throwable cause) {

    /** For people: at most 25 lines of at most 100 columns. */
    public String text() {
        return Text.of(this);
    }
}
