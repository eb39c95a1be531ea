package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.worker.wire.Outcome;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** What JUnit says of the one check that it was asked to run. */
final class Verdicts implements TestExecutionListener {
    private boolean ran;
    private TestExecutionResult bad;

    @Override
    public void executionFinished(TestIdentifier node, TestExecutionResult result) {
        ran |= node.isTest();
        if (bad == null && result.getStatus() != Status.SUCCESSFUL) {
            bad = result;
        }
    }

    Outcome outcome(Judge judge) {
        if (bad != null) {
            return bad.getThrowable().map(judge::judge).orElseGet(() -> Outcome.of(Verdict.FAIL, "", "it was aborted"));
        }
        return ran ? Outcome.PASS : Outcome.of(Verdict.INFRA, "", "JUnit found no such check");
    }
}
