package dev.pagewalk.desk.bench;

import dev.pagewalk.desk.bench.TestOutcome.Status;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What has run, and what runs. Asked by the watchdog's thread too. */
final class Progress implements TestExecutionListener {
    private static final int MOST_PRINTED = 4_000;

    private final List<TestOutcome> outcomes = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final long start;
    private String running = "";
    private long since;

    Progress(long start) {
        this.start = start;
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            running = test.getDisplayName();
            since = System.nanoTime();
            printed.reset();
            PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
            System.setOut(capture);
            System.setErr(capture);
        }
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        System.setOut(out);
        System.setErr(err);
        running = "";
        boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
        if (test.isTest() || failed) {
            outcomes.add(outcome(test.getDisplayName(), result));
        }
    }

    private TestOutcome outcome(String name, TestExecutionResult result) {
        String text = printed();
        return switch (result.getStatus()) {
            case SUCCESSFUL -> new TestOutcome(name, Status.PASSED, "", text);
            case ABORTED -> new TestOutcome(name, Status.NOT_WRITTEN, result.getThrowable().map(Throwable::getMessage).orElse(""), "");
            case FAILED -> new TestOutcome(name, Status.FAILED, result.getThrowable().map(Reason::of).orElse("failed"), text);
        };
    }

    private String printed() {
        String text = printed.toString(StandardCharsets.UTF_8).stripTrailing();
        return text.length() <= MOST_PRINTED ? text : text.substring(0, MOST_PRINTED) + "\n…";
    }

    /** Those that are over. */
    synchronized List<TestOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** The test that runs; empty between two. */
    synchronized String running() {
        return running;
    }

    /** How long it has run, in milliseconds. */
    synchronized long runningFor() {
        return running.isEmpty() ? 0 : Bench.since(since);
    }

    long millis() {
        return Bench.since(start);
    }
}
