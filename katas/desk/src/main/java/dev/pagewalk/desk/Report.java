package dev.pagewalk.desk;

import dev.pagewalk.desk.bench.TestOutcome;
import dev.pagewalk.desk.bench.TestOutcome.Status;
import dev.pagewalk.desk.bench.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A verdict in words: the first test that fails in full, the others a line each. */
final class Report {
    private static final int INDENT = 2;

    private final Ink ink;

    Report(Ink ink) {
        this.ink = ink;
    }

    List<String> lines(Kata kata, Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.bold(kata.heading()));
        lines.add(ink.dim(kata.path()));
        lines.add("");
        if (!verdict.errors().isEmpty()) {
            errors(lines, verdict);
        } else {
            tests(lines, kata, verdict.tests());
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

    /** The first one to work on is told in full. */
    private void tests(List<String> lines, Kata kata, List<TestOutcome> tests) {
        Status worst = tests.stream().anyMatch(test -> test.status() == Status.FAILED) ? Status.FAILED : Status.NOT_WRITTEN;
        boolean told = false;
        for (TestOutcome test : tests) {
            test(lines, kata, test, !told && test.status() == worst);
            told |= test.status() == worst;
        }
    }

    private void test(List<String> lines, Kata kata, TestOutcome test, boolean inFull) {
        switch (test.status()) {
            case PASSED -> lines.add(ink.green("✓") + " " + ink.cut(test.name(), ink.width() - 2));
            case NOT_WRITTEN -> waits(lines, test, inFull);
            case FAILED -> failed(lines, kata, test, inFull);
        }
    }

    private void waits(List<String> lines, TestOutcome test, boolean inFull) {
        lines.add(ink.dim("· " + ink.cut(test.name(), ink.width() - 2)));
        if (inFull) {
            lines.addAll(ink.wrap("waits for you: " + test.headline(), INDENT));
        }
    }

    private void failed(List<String> lines, Kata kata, TestOutcome test, boolean inFull) {
        if (!inFull) {
            String name = ink.cut(test.name(), ink.width() * 5 / 8);
            lines.add(ink.red("✗") + " " + ink.cut(name + ": " + test.headline(), ink.width() - 2));
            return;
        }
        ink.wrap("✗ " + test.name(), 0).forEach(line -> lines.add(ink.red(line)));
        test.reason().lines().forEach(line -> lines.addAll(ink.wrap(shorter(line, kata), INDENT)));
        if (!test.printed().isEmpty()) {
            lines.add(" ".repeat(INDENT) + ink.dim("it printed:"));
            lines.addAll(ink.wrap(test.printed(), INDENT + 2));
        }
    }

    /** A row of a race's steps that does not fit names lines of this kata by their numbers alone. */
    private String shorter(String line, Kata kata) {
        return line.length() + INDENT <= ink.width() ? line : line.replace(kata.file() + ":", "line ");
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
