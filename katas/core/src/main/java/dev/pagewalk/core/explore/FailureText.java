package dev.pagewalk.core.explore;

import java.util.ArrayList;
import java.util.List;

/** A failure as text of at most 25 lines of at most 100 columns. */
final class FailureText {
    private static final int LINES = 25;
    private static final int COLUMNS = 100;
    private static final int CAUSE_LINES = 6;
    private static final int TITLE_LINES = 4;

    private FailureText() {}

    static String of(Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add(failure.scenario() + ": " + failure.reason().words() + onModel(failure));
        cause(failure.cause()).forEach(line -> lines.add("  " + line));
        titles(failure).forEach(title -> lines.add("  " + title));
        lines.addAll(new StepTable(failure.steps()).lines(LINES - lines.size() - 1));
        lines.add("  replay    " + failure.schedule() + "   (" + count(failure.steps().size(), "step") + ", "
                + count(failure.preemptions(), "preemption") + ")");
        return String.join("\n", lines.stream().map(FailureText::cut).toList());
    }

    private static String onModel(Failure failure) {
        return failure.model() == MemoryModel.SC ? "" : " (memory model " + failure.model() + ")";
    }

    static List<String> cause(Throwable cause) {
        List<String> lines = words(cause).lines().flatMap(line -> wrap(line).stream()).toList();
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

    /** Breaks a long line at its spaces. */
    private static List<String> wrap(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line.stripTrailing();
        while (rest.length() > COLUMNS - 2) {
            int space = rest.lastIndexOf(' ', COLUMNS - 2);
            int end = space > COLUMNS / 2 ? space : COLUMNS - 2;
            lines.add(rest.substring(0, end));
            rest = "  " + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
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

    private static String cut(String line) {
        String bare = line.stripTrailing();
        return bare.length() <= COLUMNS ? bare : bare.substring(0, COLUMNS - 1) + "…";
    }
}
