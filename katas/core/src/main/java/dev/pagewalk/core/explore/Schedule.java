package dev.pagewalk.core.explore;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who took the steps of an execution, in order.
 *
 * <pre>
 *   0121       CPU 0, CPU 1, CPU 2, CPU 1
 *   0{12}1     twelve steps of CPU 0, one of CPU 1
 *   0a1''      CPU 0, its store buffer (b: CPU 1's), CPU 1 in its way 2 (a weak model's older value or earlier slot)
 * </pre>
 */
final class Schedule {
    private static final int SHORTEST_RUN = 5;
    private static final Pattern RUN = Pattern.compile("([0-9]|[a-j])('*)(?:\\{(\\d{1,6})})?");

    private int[] steps = new int[64];
    private int length;

    /** Reads what {@link #text} wrote. */
    static Schedule parse(String text, int cpus) {
        Schedule schedule = new Schedule();
        Matcher run = RUN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!run.find(at) || run.start() != at) {
                throw new IllegalArgumentException("schedule '" + text + "': expected a CPU's digit at position " + at);
            }
            schedule.add(run, cpus);
            at = run.end();
        }
        return schedule;
    }

    private void add(Matcher run, int cpus) {
        char who = run.group(1).charAt(0);
        int agent = who <= '9' ? who - '0' : who - 'a' + cpus;
        int way = run.group(2).length();
        int times = run.group(3) == null ? 1 : Integer.parseInt(run.group(3));
        for (int i = 0; i < times; i++) {
            add(agent, way);
        }
    }

    void clear() {
        length = 0;
    }

    void add(int agent, int way) {
        if (length == steps.length) {
            steps = Arrays.copyOf(steps, length * 2);
        }
        steps[length++] = Strategy.step(agent, way);
    }

    int length() {
        return length;
    }

    /** As {@link Strategy#step} has it. */
    int step(int at) {
        return steps[at];
    }

    /** Whether it has fewer steps, or as many and lower CPUs first. */
    boolean isBefore(Schedule other) {
        return length != other.length
                ? length < other.length
                : Arrays.compare(steps, 0, length, other.steps, 0, length) < 0;
    }

    Schedule copy() {
        Schedule copy = new Schedule();
        copy.steps = Arrays.copyOf(steps, Math.max(length, 1));
        copy.length = length;
        return copy;
    }

    /** A copy in which the next steps of an agent that has been interrupted at {@code at} come first. */
    Schedule pulledUp(int at, int agent) {
        int from = at;
        while (from < length && Strategy.agent(steps[from]) != agent) {
            from++;
        }
        int to = from;
        while (to < length && Strategy.agent(steps[to]) == agent) {
            to++;
        }
        Schedule copy = copy();
        System.arraycopy(steps, from, copy.steps, at, to - from);
        System.arraycopy(steps, at, copy.steps, at + to - from, from - at);
        return copy;
    }

    /** Runs of the same step are counted if they are long. */
    String text(int cpus) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < length; ) {
            int end = at + 1;
            while (end < length && steps[end] == steps[at]) {
                end++;
            }
            String word = word(steps[at], cpus);
            text.append(end - at < SHORTEST_RUN ? word.repeat(end - at) : word + "{" + (end - at) + "}");
            at = end;
        }
        return text.toString();
    }

    private static String word(int step, int cpus) {
        int agent = Strategy.agent(step);
        int way = Strategy.choice(step);
        char who = (char) (agent < cpus ? '0' + agent : 'a' + agent - cpus);
        return who + "'".repeat(way);
    }
}
