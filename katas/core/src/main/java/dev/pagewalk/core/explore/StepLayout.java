package dev.pagewalk.core.explore;

import java.util.List;
import java.util.function.Function;

/**
 * How wide the columns of a {@link StepTable} are, and in which words they speak.
 *
 * <pre>
 *   full    0   0  update ADD_UNLESS  page 0x5 refcount  2 → 1       RefcountKata.java:71
 *   brief   0   0  ADD_UNLESS page 0x5 refcount 2 → 1    Refcount:71
 * </pre>
 */
final class StepLayout {
    private static final int WIDEST_PLACE = 34;
    private static final int NARROWEST_VALUES = 8;

    private final Function<Step, String> does;
    private final Function<Step, String> source;
    private final String gap;
    private final int doing;
    private final int places;
    private final int values;
    private final int sources;

    private StepLayout(List<Step> shown, Function<Step, String> does, Function<Step, String> source, String gap, int columns) {
        this.does = does;
        this.source = source;
        this.gap = gap;
        doing = width(shown, does, 4);
        places = Math.min(width(shown, Step::place, 2), WIDEST_PLACE);
        sources = width(shown, source, 2);
        int left = columns - indent() - places - sources - 2 * gap.length();
        values = Math.min(width(shown, Step::values, 5), Math.max(NARROWEST_VALUES, left));
    }

    /** Everything in full, however wide. */
    static StepLayout full(List<Step> shown) {
        return new StepLayout(shown, Step::does, Step::source, "  ", Integer.MAX_VALUE);
    }

    /** As short as it goes, so that most rows fit into so many columns. */
    static StepLayout brief(List<Step> shown, int columns) {
        return new StepLayout(shown, step -> step.does().replace("update ", ""), StepLayout::place, " ", columns);
    }

    /** {@code Refcount:71} of {@code RefcountKata.java:71}. */
    private static String place(Step step) {
        return step.source().replace("Kata.java:", ":").replace(".java:", ":");
    }

    private static int width(List<Step> shown, Function<Step, String> column, int least) {
        return shown.stream().mapToInt(step -> column.apply(step).length()).reduce(least, Math::max);
    }

    /** Of a row. */
    int width() {
        return indent() + places + values + sources + 2 * gap.length();
    }

    /** Where it says to what something was done. */
    private int indent() {
        return front("", "", "").length();
    }

    String heading() {
        return front("step", "cpu", "does") + end("to", "value", "at");
    }

    /** One line, or two. */
    List<String> row(Step step, int columns) {
        String begin = front(String.valueOf(step.number()), String.valueOf(step.cpu()), does.apply(step));
        String whole = begin + end(step.place(), step.values(), source.apply(step));
        if (whole.stripTrailing().length() <= columns) {
            return List.of(whole);
        }
        String rest = step.values() + gap + source.apply(step);
        int indent = Math.max(0, Math.min(indent(), columns - rest.length()));
        return List.of(begin + step.place(), " ".repeat(indent) + rest);
    }

    private String front(String number, String cpu, String what) {
        return String.format("  %4s %3s  ", number, cpu) + padded(what, doing) + gap;
    }

    private String end(String place, String value, String at) {
        return padded(place, places) + gap + padded(value, values) + gap + at;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
