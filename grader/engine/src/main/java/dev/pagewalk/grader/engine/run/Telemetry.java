package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.engine.process.Worker;
import java.time.Duration;

/** What grading one submission took, and what its workers printed. Never part of its result. */
public final class Telemetry {
    private final long start = System.nanoTime();
    private Duration cpu = Duration.ZERO;
    private int workers;
    private final StringBuilder output = new StringBuilder();

    void add(Worker closed) {
        cpu = cpu.plus(closed.cpu());
        workers++;
        output.append(closed.output());
    }

    /** Wall-clock time so far, in milliseconds. */
    public long wallMs() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** CPU time of the workers that ran its checks, in milliseconds. */
    public long cpuMs() {
        return cpu.toMillis();
    }

    /** How many workers ran its checks. */
    public int workers() {
        return workers;
    }

    /** What they printed, the first part of it. */
    public String output() {
        return output.toString();
    }
}
