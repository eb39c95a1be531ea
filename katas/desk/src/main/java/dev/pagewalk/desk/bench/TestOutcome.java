package dev.pagewalk.desk.bench;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one visible test ended.
 *
 * @param name as the test is called, beginning with its task: {@code 1.5 b. of two sharers …}
 * @param reason why it failed, or what is not written yet; empty if it passed
 * @param printed what it printed
 */
public record TestOutcome(String name, Status status, String reason, String printed) implements Serializable {
    private static final Pattern RULE = Pattern.compile("(?m)^ *(I\\d{1,2}) [^:\\n]{1,40}:");

    /** Green, red, or waiting for a method that is not written yet. */
    public enum Status {
        PASSED,
        FAILED,
        NOT_WRITTEN
    }

    /** The number of its task: {@code 1.5}; empty if its name does not begin with one. */
    public String task() {
        String first = name.split(" ", 2)[0];
        return first.matches("\\d+\\.\\d+") ? first : "";
    }

    /** The rule of the machine that its reason begins a line with: {@code I3}; empty if there is none. */
    public String rule() {
        Matcher rule = RULE.matcher(reason);
        return rule.find() ? rule.group(1) : "";
    }

    /** Its reason's first line. */
    public String headline() {
        return reason.lines().findFirst().orElse("");
    }
}
