package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.engine.instrument.Coverage;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.worker.wire.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What grading one submission took, and what its workers printed. Never part of its result. */
public final class Telemetry {
    private final long start = System.nanoTime();
    private Duration cpu = Duration.ZERO;
    private int workers;
    private final StringBuilder output = new StringBuilder();

    private final Map<String, Long> steps = new TreeMap<>();
    private final Coverage coverage = new Coverage();
    private Map<String, Object> lines = Map.of();

    void add(PlannedCheck check, Answer answer) {
        if (!check.isDesign()) {
            steps.put(check.id(), answer.steps());
            coverage.add(answer.marks());
        }
    }

    /** All checks have run: finds the lines that none of them executed. */
    void conclude(List<Prepared> prepared) {
        Map<String, byte[]> classes = new TreeMap<>();
        prepared.forEach(kata -> classes.putAll(kata.classes()));
        lines = classes.isEmpty() ? Map.of() : coverage.lines(classes);
    }

    /** Steps that each check took in the submission: the same on every machine. */
    public Map<String, Long> steps() {
        return steps;
    }

    /** Lines by source file: how many there are, how many were executed, which were not. */
    public Map<String, Object> lines() {
        return lines;
    }

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
