package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.List;

/** A failure as text of at most 25 lines. */
final class FailureText {
    private static final int LINES = 25;
    private static final int CAUSE_LINES = 6;
    private static final int TITLE_LINES = 4;

    private FailureText() {}

    static String of(Failure failure, int columns) {
        List<String> lines = new ArrayList<>(wrap(failure.scenario() + ": " + failure.reason().words() + onModel(failure), columns));
        cause(failure.cause(), columns - 2).forEach(line -> lines.add("  " + line));
        titles(failure).forEach(title -> lines.add("  " + title));
        lines.addAll(new StepTable(failure.steps(), words(failure.cause())).lines(LINES - lines.size() - 1, columns));
        lines.add(schedule(failure, columns));
        return String.join("\n", lines.stream().map(line -> cut(line, columns)).toList());
    }

    private static String onModel(Failure failure) {
        return failure.model() == MemoryModel.SC ? "" : " (memory model " + failure.model() + ")";
    }

    static List<String> cause(Throwable cause, int columns) {
        List<String> lines = words(cause).lines().flatMap(line -> wrap(line, columns).stream()).toList();
        return lines.size() <= CAUSE_LINES ? lines : plusDots(lines.subList(0, CAUSE_LINES - 1));
    }

    /**
     * What was thrown: our message is for people; of the JVM's exceptions the class says more. An exception of a class that a
     * program brought along is only named: its message would be the program's code, running here.
     */
    static String words(Throwable cause) {
        ClassLoader loader = cause.getClass().getClassLoader();
        if (loader != null && loader != FailureText.class.getClassLoader()) {
            return cause.getClass().getName();
        }
        boolean ours = cause instanceof AssertionError || cause.getClass().getName().startsWith("dev.pagewalk.");
        return ours && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }

    /** Breaks a long line at its spaces; what is broken off goes below it, two columns to the right. */
    static List<String> wrap(String line, int columns) {
        List<String> lines = new ArrayList<>();
        String rest = line.stripTrailing();
        String indent = " ".repeat(Math.min(columns / 2, rest.length() - rest.stripLeading().length() + 2));
        while (rest.length() > columns) {
            int space = rest.lastIndexOf(' ', columns);
            int end = space > columns / 2 ? space : columns;
            lines.add(rest.substring(0, end));
            rest = indent + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    private static String schedule(Failure failure, int columns) {
        String size = "   (" + count(failure.steps().size(), "step") + ", " + count(failure.preemptions(), "preemption") + ")";
        String label = "  schedule  ";
        return label + cut(failure.schedule(), columns - label.length() - size.length()) + size;
    }

    private static List<String> titles(Failure failure) {
        List<String> titles = new ArrayList<>();
        for (int cpu = 0; cpu < failure.titles().size(); cpu++) {
            String title = failure.titles().get(cpu);
            titles.add(title.startsWith("CPU " + cpu) ? title : "CPU " + cpu + ": " + title);
        }
        return titles.size() <= TITLE_LINES ? titles : List.of(String.join(", ", titles));
    }

    private static List<String> plusDots(List<String> lines) {
        List<String> more = new ArrayList<>(lines);
        more.add("…");
        return more;
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String cut(String line, int columns) {
        String bare = line.stripTrailing();
        return bare.length() <= columns ? bare : bare.substring(0, columns - 1) + "…";
    }
}
