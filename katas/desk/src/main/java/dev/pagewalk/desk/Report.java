package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.TestOutcome;
import dev.pagewalk.desk.bench.TestOutcome.Status;
import dev.pagewalk.desk.bench.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict in words: one test that fails in full, the others a line each. */
final class Report {
    private static final int INDENT = 2;
    private static final String COMMAND = "./kata ";

    private final Ink ink;
    private final Told told;

    /** Which of the tests that fail, or else wait, are told in full. */
    enum Told {
        ONE,
        ALL
    }

    Report(Ink ink) {
        this(ink, Told.ONE);
    }

    Report(Ink ink, Told told) {
        this.ink = ink;
        this.told = told;
    }

    List<String> lines(Verdict verdict) {
        return lines(verdict, 0);
    }

    /** @param from which of the tests that fail is told in full, from 0 */
    List<String> lines(Verdict verdict, int from) {
        List<String> lines = new ArrayList<>();
        if (!verdict.errors().isEmpty()) {
            errors(lines, verdict);
        } else {
            tests(lines, verdict, from);
        }
        if (!verdict.stopped().isEmpty()) {
            ink.wrap("✗ stopped: " + verdict.stopped(), 0).forEach(line -> lines.add(ink.red(line)));
        }
        lines.add("");
        lines.add(summary(verdict));
        return lines;
    }

    private void errors(List<String> lines, Verdict verdict) {
        for (String error : verdict.errors()) {
            String[] parts = error.split("\n", 2);
            ink.wrap("✗ " + parts[0], 0).forEach(line -> lines.add(ink.red(line)));
            if (parts.length > 1) {
                parts[1].lines().forEach(line -> lines.add(ink.cut("    " + line, ink.width())));
            }
        }
    }

    private void tests(List<String> lines, Verdict verdict, int from) {
        Status worst = verdict.count(Status.FAILED) > 0 ? Status.FAILED : Status.NOT_WRITTEN;
        int at = 0;
        for (TestOutcome test : verdict.tests()) {
            boolean isWorst = test.status() == worst;
            test(lines, test, isWorst && (at == from || told == Told.ALL));
            at += isWorst ? 1 : 0;
        }
    }

    private void test(List<String> lines, TestOutcome test, boolean inFull) {
        switch (test.status()) {
            case PASSED -> lines.add(ink.green("✓") + " " + ink.cut(test.name(), ink.width() - 2));
            case NOT_WRITTEN -> waits(lines, test, inFull);
            case FAILED -> failed(lines, test, inFull);
        }
    }

    private void waits(List<String> lines, TestOutcome test, boolean inFull) {
        lines.add(ink.dim("· " + ink.cut(test.name(), ink.width() - 2)));
        if (inFull) {
            lines.addAll(ink.wrap("waits for you: " + test.headline(), INDENT));
        }
    }

    private void failed(List<String> lines, TestOutcome test, boolean inFull) {
        if (!inFull) {
            lines.add(ink.red("✗ " + ink.cut(test.name(), ink.width() - 2)));
            return;
        }
        ink.wrap("✗ " + test.name(), 0).forEach(line -> lines.add(ink.red(line)));
        test.reason().lines().forEach(line -> lines.addAll(reason(line)));
        if (!test.printed().isEmpty()) {
            lines.add(" ".repeat(INDENT) + ink.dim("it printed:"));
            lines.addAll(ink.wrap(test.printed(), INDENT + 2));
        }
    }

    /** A command stays whole, to be copied. */
    private List<String> reason(String line) {
        return line.contains(COMMAND) ? List.of(" ".repeat(INDENT) + line) : ink.wrap(line, INDENT);
    }

    /** One line: how many of each, and how long it took. */
    String summary(Verdict verdict) {
        String seconds = String.format(Locale.ROOT, "(%.2f s)", verdict.millis() / 1000.0);
        if (!verdict.errors().isEmpty()) {
            return ink.red("does not compile") + " " + seconds;
        }
        List<String> parts = new ArrayList<>();
        part(parts, verdict.count(Status.PASSED), "passed");
        part(parts, verdict.count(Status.FAILED), "failed");
        part(parts, verdict.count(Status.NOT_WRITTEN), "not written yet");
        if (!verdict.stopped().isEmpty()) {
            parts.add("stopped");
        }
        String words = parts.isEmpty() ? "no test ran" : String.join(", ", parts);
        return (verdict.isRed() ? ink.red(words) : verdict.isDone() ? ink.green(words) : ink.yellow(words)) + " " + seconds;
    }

    private static void part(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + " " + what);
        }
    }
}
