package dev.pagewalk.checks.support;

import dev.pagewalk.core.history.Finding;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns what a history showed into the failure of a check. */
final class Found {
    private static final int SHOWN = 14;
    private static final String STUDENT = "dev.pagewalk.katas.";

    private Found() {}

    /**
     * Nothing was found, or the check fails.
     *
     * @param where the machine that it was played on, for the first line of the history
     */
    static void expectNone(String where, Optional<Finding> found) {
        found.ifPresent(finding -> {
            throw finding.rule().isEmpty() ? exception(where, finding) : new CheckFailure(
                    finding.rule(),
                    finding.expected(),
                    finding.actual(),
                    history(where, finding.lines()),
                    "",
                    pictures(finding));
        });
    }

    private static CheckFailure exception(String where, Finding finding) {
        return new CheckFailure("", "every operation ends without an exception", words(finding.cause()), history(where, finding.lines()), "",
                pictures(finding));
    }

    /** The last picture is of the line that broke something; the one before the first line is of what was before it. */
    private static Evidence pictures(Finding finding) {
        List<String> lines = finding.lines();
        int told = Math.min(lines.size(), finding.moments().size() - 1);
        if (told < 1) {
            return Evidence.NONE;
        }
        List<String> shown = new ArrayList<>(lines.subList(lines.size() - told, lines.size()));
        shown.add(0, told == lines.size() ? "at first" : "before");
        return Drawn.story(shown, finding.moments());
    }

    /** Of a type that a submission brings along nothing but its name is asked: its methods are a stranger's. */
    private static String words(RuntimeException thrown) {
        boolean provided = thrown.getClass().getModule().isNamed();
        String name = thrown.getClass().getSimpleName();
        return provided ? name + place(thrown) + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage()) : name;
    }

    private static String place(RuntimeException thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(STUDENT))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    /** The last lines, and where they happened. */
    static String history(String where, List<String> lines) {
        List<String> shown = new ArrayList<>(List.of(where));
        int skipped = Math.max(0, lines.size() - SHOWN);
        if (skipped > 0) {
            shown.add("(" + skipped + " steps before)");
        }
        shown.addAll(lines.subList(skipped, lines.size()));
        return String.join("\n", shown);
    }
}
