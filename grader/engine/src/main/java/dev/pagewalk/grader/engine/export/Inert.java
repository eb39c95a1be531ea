package dev.pagewalk.grader.engine.export;

import dev.pagewalk.grader.engine.intake.Text;
import java.util.regex.Pattern;

/**
 * Texts that nobody vouches for, such that no terminal, log or CI runner acts on them, whatever format they are in and
 * wherever that is printed. Comes before the escape of the format.
 */
final class Inert {
    /** What a GitHub runner takes for a command at the start of a line, or (the older form) anywhere in it. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^([^\\S\\r\\n]*+:):|##\\[");

    /** GitHub's annotations have titles of at most 255 characters. */
    private static final int LINE = 250;

    private static final int PATH = 1000;

    private Inert() {}

    /** Some lines: no control characters but line feed and tab, no bidirectional controls, no commands; cut off if longer. */
    static String text(String text, int max) {
        return disarm(Text.clean(cut(text, max), max)).strip();
    }

    /** One line, as {@link #text}. */
    static String line(String text) {
        return disarm(Text.line(cut(text, LINE), LINE)).strip();
    }

    /** The path of a file. */
    static String path(String path) {
        return disarm(Text.line(cut(path, PATH), PATH));
    }

    /** Enough to see that there was more, so that nothing goes through a megabyte. */
    static String cut(String text, int max) {
        int end = Math.min(text.length(), 2 * max + 2);
        return text.substring(0, end);
    }

    private static String disarm(String text) {
        return COMMAND.matcher(text).replaceAll(found -> found.group(1) == null ? "## [" : found.group(1) + " :");
    }
}
