package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.api.Counts;
import dev.pagewalk.grader.api.Retelling;
import dev.pagewalk.grader.api.Submission;
import dev.pagewalk.grader.api.SubmissionParameter;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.worker.meter.Tank;
import dev.pagewalk.grader.worker.wire.Answer;
import dev.pagewalk.grader.worker.wire.CheckCall;
import dev.pagewalk.grader.worker.wire.Job;
import dev.pagewalk.grader.worker.wire.Outcome;
import dev.pagewalk.grader.worker.wire.Whereabouts;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.Namespace;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one check at a time by JUnit, each in a thread of its own. Nothing is discovered that was not asked for: the
 * engine is found among the boot layer's modules, and no listener, extension or configuration file is picked up.
 */
final class CheckRunner {
    /** A check that took less than this part of its steps is run again to be shown. */
    private static final long CHEAP = 8;

    private static final long STACK_BYTES = 1 << 20;

    /** From the first check on: a worker that only compiles needs none. */
    private Optional<LauncherSession> session = Optional.empty();

    /** Hears, again and again, where a check is that takes long. */
    @FunctionalInterface
    interface Listener {
        void takesLong(Whereabouts where) throws IOException;
    }

    Answer run(Job job, CheckCall call, Listener listener) throws IOException {
        Counts.take();
        Answer answer = runOnce(job, call, listener, submission -> submission);
        int counted = Counts.take().size();
        if (!answer.outcome().evidence().costs().isEmpty()) {
            return compared(answer, counted - 1, job, call, listener);
        }
        return isWorthShowing(answer, call) ? retold(answer, job, call, listener) : answer;
    }

    /** The same answer, with what the reference costs where the submission costs too much. */
    private Answer compared(Answer answer, int place, Job job, CheckCall call, Listener listener) throws IOException {
        runOnce(job, call, listener, ReferenceSubmission::new);
        List<Long> counts = Counts.take();
        return place < 0 || place >= counts.size() ? answer : answer.withReference(counts.get(place));
    }

    /** A story that can be told again without spending much more than was allowed for one. */
    private static boolean isWorthShowing(Answer answer, CheckCall call) {
        Outcome outcome = answer.outcome();
        return outcome.verdict() == Verdict.FAIL
                && !outcome.history().isEmpty()
                && outcome.evidence().holdsNothing()
                && answer.steps() < call.fuel() / CHEAP;
    }

    /** The same answer, with what the check shows when it runs again and fails alike. */
    private Answer retold(Answer answer, Job job, CheckCall call, Listener listener) throws IOException {
        Retelling.turn(true);
        try {
            return answer.shownBy(runOnce(job, call, listener, submission -> submission).outcome());
        } finally {
            Retelling.turn(false);
        }
    }

    private Answer runOnce(Job job, CheckCall call, Listener listener, UnaryOperator<Submission> as) throws IOException {
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread thread = new Thread(null, () -> outcome.set(judged(job, call, as)), "check", STACK_BYTES, false);
        Tank.fill(call.fuel());
        thread.start();
        await(thread, call.patienceMs(), listener);
        Outcome came = outcome.get();
        Outcome judged = came != null ? came : broken("the thread of the check ended before the check did");
        return new Answer(call.ordinal(), afterwards(judged, thread), Tank.used(), Tank.takeMarks());
    }

    /** What the check itself could not see. */
    private static Outcome afterwards(Outcome judged, Thread check) {
        if (Tank.end().isPresent()) {
            String where = Tank.end().get();
            return Outcome.of(Verdict.TIMEOUT, "it ends", "it went on and on: its steps were used up at " + where);
        }
        boolean left = Witness.straggler(check).isPresent();
        return left ? Outcome.of(Verdict.FAIL, "it starts no thread", "a thread of its own is still running") : judged;
    }

    private Outcome judged(Job job, CheckCall call, UnaryOperator<Submission> as) {
        Judge judge = new Judge(job.notWritten());
        try {
            return execute(as.apply(new LoadedSubmission(job)), call).outcome(judge);
        } catch (ReflectiveOperationException e) {
            return broken("the check cannot be loaded: " + e);
        } catch (Throwable thrown) {
            return judge.judge(thrown);
        }
    }

    private Verdicts execute(Submission submission, CheckCall call) throws ReflectiveOperationException {
        LauncherSession junit = session();
        junit.getStore().put(Namespace.create(SubmissionParameter.class), SubmissionParameter.KEY, submission);
        Verdicts verdicts = new Verdicts();
        junit.getLauncher().execute(request(call), verdicts);
        return verdicts;
    }

    private static LauncherDiscoveryRequest request(CheckCall call) throws ReflectiveOperationException {
        Class<?> declaring = Class.forName(call.checkClass());
        Method method = Arrays.stream(declaring.getDeclaredMethods())
                .filter(each -> each.getName().equals(call.method()))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(call.checkClass() + "." + call.method()));
        return LauncherDiscoveryRequestBuilder.request()
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .configurationParameter("junit.platform.stacktrace.pruning.enabled", "false")
                .selectors(DiscoverySelectors.selectMethod(declaring, method))
                .build();
    }

    private LauncherSession session() {
        LauncherSession open = session.orElseGet(CheckRunner::open);
        session = Optional.of(open);
        return open;
    }

    private static LauncherSession open() {
        return LauncherFactory.openSession(LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enableTestExecutionListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(jupiter())
                .build());
    }

    private static TestEngine jupiter() {
        return ServiceLoader.load(CheckRunner.class.getModule().getLayer(), TestEngine.class).stream()
                .filter(found -> found.type().getModule().getName().equals("org.junit.jupiter.engine"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the worker's module path lacks org.junit.jupiter.engine"))
                .get();
    }

    private static Outcome broken(String why) {
        return Outcome.of(Verdict.INFRA, "", why);
    }

    private static void await(Thread thread, long patienceMs, Listener listener) throws IOException {
        while (thread.isAlive()) {
            try {
                thread.join(Math.max(1, patienceMs));
            } catch (InterruptedException e) {
                // only a submission could have done that, and nobody asked it
                continue;
            }
            if (thread.isAlive()) {
                listener.takesLong(Witness.whereabouts(thread));
            }
        }
    }
}
