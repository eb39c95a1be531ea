package dev.pagewalk.core.explore;

import java.util.List;

/**
 * An execution that fails, with the shortest schedule found for it.
 *
 * @param scenario the scenario's name
 * @param model the memory model under which it fails
 * @param titles what the CPUs are called
 * @param reason in what way it fails
 * @param schedule who took the steps, for {@link Explorer#replay}
 * @param preemptions how often a CPU was stopped that could have gone on
 * @param steps the steps, in order
 * @param cause what was thrown, or who waits for what
 */
public record Failure(
        String scenario,
        MemoryModel model,
        List<String> titles,
        Reason reason,
        String schedule,
        int preemptions,
        List<Step> steps,
        Throwable cause) {
    private static final int COLUMNS = 78;

    /** For people: at most 25 lines of at most 78 columns, so that it fits on any terminal, also a little indented. */
    public String text() {
        return text(COLUMNS);
    }

    /** For people: at most 25 lines of at most so many columns. */
    public String text(int columns) {
        return FailureText.of(this, columns);
    }

    /** Of a long story the steps that seem to matter most, in order. */
    public List<Step> telling(int most) {
        return new Causes(steps, FailureText.words(cause)).byWeight().stream().limit(most).sorted().map(steps::get).toList();
    }

    /** What was thrown, or who waits for what, in one line. */
    public String what() {
        return FailureText.words(cause).lines().findFirst().orElse("").strip();
    }

    /** For programs: all fields, in the order in which they are declared here. */
    public String json() {
        return FailureJson.of(this);
    }

    /** As a picture: a lane for each CPU, time runs downward. */
    public String svg() {
        return FailureSvg.of(this);
    }
}
