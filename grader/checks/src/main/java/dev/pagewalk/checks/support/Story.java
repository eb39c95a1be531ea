package dev.pagewalk.checks.support;

import dev.pagewalk.core.debug.MmInvariants;
import dev.pagewalk.core.debug.Violation;
import dev.pagewalk.grader.api.CheckFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What has happened so far, a line a step, and the expectations along the way: one that is not met fails the check with
 * the history that led to it.
 */
public final class Story {
    private static final int SHOWN = 12;

    private final List<String> lines = new ArrayList<>();

    /** Something happened. */
    public void tell(String line) {
        lines.add(line);
    }

    /** What is called {@code what} should be {@code expected}; compares values of the machine's or the JDK's own types. */
    public void expect(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw fail(what + " " + expected, what + " " + actual);
        }
    }

    /** The same of the word of an entry, told as people read it: in hexadecimal. */
    public void expectWord(String what, long expected, long actual) {
        expect(what, hex(expected), hex(actual));
    }

    private static String hex(long word) {
        return "0x" + Long.toHexString(word);
    }

    /** Nothing in the machine is broken. */
    public void expectSound(MmInvariants invariants) {
        expectNone(invariants.violations());
    }

    /** Nothing was found broken. */
    public void expectNone(List<Violation> violations) {
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw new CheckFailure(first.rule(), first.expected(), first.actual(), history(), "");
        }
    }

    /** The failure of this check, with its history. */
    public CheckFailure fail(String expected, String actual) {
        return new CheckFailure("", expected, actual, history(), "");
    }

    /** What has happened so far, a line a step; of many, the last. */
    public String history() {
        int skipped = Math.max(0, lines.size() - SHOWN);
        String shown = String.join("\n", lines.subList(skipped, lines.size()));
        return skipped == 0 ? shown : "(" + skipped + " steps before)\n" + shown;
    }
}
