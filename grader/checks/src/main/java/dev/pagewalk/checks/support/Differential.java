package dev.pagewalk.checks.support;

import dev.pagewalk.core.contract.MmOps;
import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.core.history.History;
import dev.pagewalk.grader.api.CheckFailure;
import dev.pagewalk.grader.api.Submission;
import java.util.List;

/**
 * The same random histories on the plain machine: a program that runs on both sees the same contents, the same faults, the same
 * results of its calls, and as many of its pages are resident (I19). That the pages are charged to whom the state table says is
 * checked along the way (I12, I13).
 */
public final class Differential {
    private static final int NUMBER = 12;
    private static final int LENGTH = 24;

    private Differential() {}

    /** Plays histories on the machine that this kata is graded on, and on the plain one. */
    public static void expectSame(Submission submission, Class<?> contract) {
        List<Setting> settings = Setting.of(submission, contract);
        for (int i = 0; i < NUMBER; i++) {
            expectSame(settings.get(i % settings.size()), History.random(Long.reverse(submission.seed()) + i, LENGTH));
        }
    }

    /** Plays one history on both. */
    public static void expectSame(Setting setting, History history) {
        Found.expectNone(setting.name() + ", 2 CPUs", setting.trial(2).examine(history));
        List<String> here = setting.trial(2).record(history);
        List<String> plain = new Setting("plain", MmOps::plain).trial(2).record(history);
        for (int i = 0; i < plain.size(); i++) {
            if (!plain.get(i).equals(here.get(i))) {
                throw new CheckFailure(Rule.I19.text(), plain.get(i), here.get(i), Found.history(setting.name() + ", 2 CPUs", here.subList(0, i + 1)), "");
            }
        }
    }
}
