package dev.pagewalk.desk.bench;

import dev.pagewalk.desk.bench.TestOutcome.Status;
import java.io.Serializable;
import java.util.List;

/**
 * What became of a kata: it does not compile, or its tests ran to the end, or something stopped them.
 *
 * @param errors what the compiler says, ready to print; empty if it compiles
 * @param tests those that ran, in order
 * @param stopped why the rest did not run; empty if all did
 * @param millis how long it took, compilation included
 */
public record Verdict(List<String> errors, List<TestOutcome> tests, String stopped, long millis) implements Serializable {

    static Verdict broken(List<String> errors, long millis) {
        return new Verdict(List.copyOf(errors), List.of(), "", millis);
    }

    static Verdict of(List<TestOutcome> tests, long millis) {
        return new Verdict(List.of(), List.copyOf(tests), "", millis);
    }

    static Verdict stopped(List<TestOutcome> tests, String why, long millis) {
        return new Verdict(List.of(), List.copyOf(tests), why, millis);
    }

    /** How many tests ended so. */
    public long count(Status status) {
        return tests.stream().filter(test -> test.status() == status).count();
    }

    /** Nothing is left to do. */
    public boolean isDone() {
        return !isRed() && !tests.isEmpty() && count(Status.PASSED) == tests.size();
    }

    /** Something is wrong; what is only not written yet is not. */
    public boolean isRed() {
        return !errors.isEmpty() || !stopped.isEmpty() || count(Status.FAILED) > 0;
    }

    /** The task to work on: that of the first test that failed, else of the first that waits; empty if there is none. */
    public String task() {
        return first(Status.FAILED, first(Status.NOT_WRITTEN, ""));
    }

    /** The rule of the machine that the first failure names, for example {@code I3}; empty if it names none. */
    public String rule() {
        return tests.stream().filter(test -> test.status() == Status.FAILED).findFirst().map(TestOutcome::rule).orElse("");
    }

    private String first(Status status, String otherwise) {
        return tests.stream().filter(test -> test.status() == status).findFirst().map(TestOutcome::task).orElse(otherwise);
    }
}
