package dev.pagewalk.checks.support;

import dev.pagewalk.core.history.Finding;
import dev.pagewalk.core.history.History;
import dev.pagewalk.grader.api.Submission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All of a submission's own katas in one machine. Each of them is graded among references elsewhere, and an error costs its
 * points there: what one of them does wrong alone is not told again. What is told here takes two of them: an agreement that
 * they have with each other, but with nobody else.
 */
public final class Together {
    private static final int NUMBER = 12;
    private static final int LENGTH = 24;
    private static final int CPUS = 2;

    private Together() {}

    /** Plays random histories on the machines that this kata belongs to, with every kata that the submission holds. */
    public static void expectSound(Submission submission, Class<?> contract) {
        Set<Class<?>> held = Setting.held(submission);
        List<Setting> settings = Setting.together(submission, contract);
        for (int i = 0; i < NUMBER && held.size() > 1; i++) {
            int which = i % settings.size();
            History history = History.random(Long.reverseBytes(submission.seed()) + i, LENGTH);
            Optional<Finding> found = settings.get(which).trial(CPUS).examine(history);
            if (found.isPresent() && held.stream().noneMatch(own -> failsAlone(Setting.alone(submission, own, contract).get(which), history))) {
                Found.expectNone(settings.get(which).name() + " with all of your katas", found);
            }
        }
    }

    private static boolean failsAlone(Setting setting, History history) {
        return setting.trial(CPUS).withBudget(0).examine(history).isPresent();
    }
}
