package dev.pagewalk.checks.support;

import dev.pagewalk.core.history.History;
import dev.pagewalk.grader.api.Submission;
import java.util.List;

/**
 * Random system calls and accesses, drawn from the submission's seed: after each the machine is sound (I1–I27), reads what a
 * machine reads that copies everything at fork (I19, I20), and after the last exit nothing is left (I5).
 *
 * <pre>{@code
 *   Histories.expectSound(submission, CopyPmdRange.class);
 * }</pre>
 */
public final class Histories {
    private static final int NUMBER = 30;
    private static final int LENGTH = 20;
    private static final int MOST_CPUS = 4;

    private Histories() {}

    /** Plays some histories on the machine that this kata is graded on. */
    public static void expectSound(Submission submission, Class<?> contract) {
        expectSound(submission, contract, NUMBER);
    }

    /**
     * Plays histories on the machine that this kata is graded on: the submission's class for it, references for the others.
     *
     * @param number how many
     */
    public static void expectSound(Submission submission, Class<?> contract, int number) {
        expectSound(Setting.of(submission, contract), submission.seed(), number);
    }

    /** Plays histories on some settings in turn, on 1 to 4 CPUs. */
    public static void expectSound(List<Setting> settings, long seed, int number) {
        for (int i = 0; i < number; i++) {
            Setting setting = settings.get(i % settings.size());
            int cpus = 1 + i % MOST_CPUS;
            String where = setting.name() + ", " + cpus + (cpus == 1 ? " CPU" : " CPUs");
            Found.expectNone(where, setting.trial(cpus).examine(History.random(seed + i, LENGTH)));
        }
    }
}
