package dev.pagewalk.core.explore;

/** A failure as text of at most 25 lines and 100 columns. */
final class Text {
    private Text() {}

    static String of(Failure failure) {
        StringBuilder text = new StringBuilder(failure.scenario() + ": " + failure.reason().words() + "\n  " + failure.cause() + "\n");
        for (Step step : failure.steps()) {
            text.append(step).append('\n');
        }
        return text + "  schedule " + failure.schedule();
    }
}
