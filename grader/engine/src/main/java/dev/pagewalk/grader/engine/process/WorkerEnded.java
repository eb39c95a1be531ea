package dev.pagewalk.grader.engine.process;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.worker.wire.TamperException;

/** A worker ended, or had to be ended, before it answered. The message is a sentence for the student. */
public final class WorkerEnded extends Exception {
    private static final long serialVersionUID = 1L;

    /** Exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int SIGNAL = 128;

    private final Verdict verdict;
    private final String sentence;

    public WorkerEnded(Verdict verdict, String sentence) {
        super(sentence);
        this.verdict = verdict;
        this.sentence = sentence;
    }

    static WorkerEnded byItself(int exitCode) {
        if (exitCode == OUT_OF_MEMORY) {
            return new WorkerEnded(Verdict.OOM, "It used more memory than a kata may.");
        }
        String how = exitCode > SIGNAL ? "by signal " + (exitCode - SIGNAL) : "with exit code " + exitCode;
        return new WorkerEnded(
                Verdict.CRASH,
                "Its process ended " + how + " before the check did: a kata returns or throws, it never ends the process.");
    }

    static WorkerEnded late(Budget budget) {
        return new WorkerEnded(Verdict.TIMEOUT, "It did not end in time (" + budget + ").");
    }

    /** The same, and where it was. */
    public WorkerEnded at(String where) {
        boolean isKnown = verdict == Verdict.TIMEOUT && !where.isEmpty();
        return isKnown ? new WorkerEnded(verdict, sentence + " " + where) : this;
    }

    static WorkerEnded tampered(TamperException evidence) {
        return new WorkerEnded(Verdict.TAMPER, "Results arrived that the grader did not write: " + evidence.getMessage() + ".");
    }

    /** TIMEOUT, OOM, CRASH or TAMPER. */
    public Verdict verdict() {
        return verdict;
    }

    /** The message. */
    public String sentence() {
        return sentence;
    }
}
