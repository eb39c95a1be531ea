package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.worker.wire.Outcome;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What JUnit says of the one check that it was asked to run. */
final class Verdicts implements TestExecutionListener {
    private boolean ran;
    private Optional<TestExecutionResult> bad = Optional.empty();

    @Override
    public void executionFinished(TestIdentifier node, TestExecutionResult result) {
        ran |= node.isTest();
        if (bad.isEmpty() && result.getStatus() != Status.SUCCESSFUL) {
            bad = Optional.of(result);
        }
    }

    Outcome outcome(Judge judge) {
        return bad.map(result -> judged(result, judge))
                .orElseGet(() -> ran ? Outcome.PASS : Outcome.of(Verdict.INFRA, "", "JUnit found no such check"));
    }

    private static Outcome judged(TestExecutionResult bad, Judge judge) {
        return bad.getThrowable().map(judge::judge).orElseGet(() -> Outcome.of(Verdict.FAIL, "", "it was aborted"));
    }
}
