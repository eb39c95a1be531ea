package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.intake.Text;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.process.InfraException;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.engine.process.WorkerEnded;
import dev.pagewalk.grader.worker.wire.Answer;
import dev.pagewalk.grader.worker.wire.CheckCall;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.Job;
import dev.pagewalk.grader.worker.wire.Outcome;
import dev.pagewalk.grader.worker.wire.TamperException;
import dev.pagewalk.grader.worker.wire.Whereabouts;
import java.io.IOException;
import java.util.Optional;

/**
 * Puts one job's checks to a worker, one by one. A check that kills its worker or hangs costs itself alone: the next
 * one gets a new worker, until too many were lost.
 */
final class Bench implements AutoCloseable {
    private static final int MAX_TEXT = 16_384;

    private final Source source;
    private final Job job;
    private final Limits limits;
    private final Telemetry telemetry;
    private Optional<Worker> worker = Optional.empty();
    private int lost;

    /** Where workers come from. */
    @FunctionalInterface
    interface Source {
        Worker next() throws InfraException;
    }

    Bench(Source source, Job job, Limits limits, Telemetry telemetry) {
        this.source = source;
        this.job = job;
        this.limits = limits;
        this.telemetry = telemetry;
    }

    /** What one kata loses is not held against the next. */
    void nextKata() {
        lost = 0;
    }

    Outcome run(PlannedCheck check) throws InfraException {
        if (lost == limits.lostWorkers()) {
            return Outcome.of(Verdict.SKIPPED, "", "Not run: " + lost + " checks before it hung or ended their process.");
        }
        try {
            return SecondChance.ifLate(() -> answer(check));
        } catch (WorkerEnded e) {
            lost++;
            return Outcome.of(e.verdict(), "", Text.clean(e.sentence(), MAX_TEXT));
        }
    }

    private Outcome answer(PlannedCheck check) throws InfraException, WorkerEnded {
        Worker asked = worker.isPresent() ? worker.get() : source.next();
        worker = Optional.of(asked);
        Sightings sightings = new Sightings();
        try {
            Answer answer = asked.talk(limits.check(), channel -> ask(channel, check, sightings));
            telemetry.add(check, answer);
            return clean(answer.outcome());
        } catch (WorkerEnded e) {
            close();
            throw e.at(sightings.sentence());
        }
    }

    /** The job goes with each question: the worker may have had another one since. */
    private Answer ask(FrameChannel channel, PlannedCheck check, Sightings sightings) throws IOException {
        int ordinal = check.ordinal();
        long patienceMs = limits.check().cpu().toMillis() / 8;
        channel.send(job.frame());
        channel.send(new CheckCall(
                        ordinal, check.method().getDeclaringClass().getName(), check.name(), limits.fuel(), patienceMs)
                .frame());
        same(ordinal, Answer.startedFrom(Worker.expect(channel, Frame.Kind.STARTED)));
        Frame frame = channel.receive();
        for (; frame.kind() == Frame.Kind.WHERE; frame = channel.receive()) {
            sightings.add(Whereabouts.from(frame));
        }
        Answer answer = Answer.from(Worker.expected(frame, Frame.Kind.RESULT));
        same(ordinal, answer.ordinal());
        return answer;
    }

    private static void same(long asked, long answered) throws TamperException {
        if (asked != answered) {
            throw new TamperException("an answer to a question that was not asked");
        }
    }

    private static Outcome clean(Outcome said) {
        return new Outcome(
                said.verdict(),
                Text.line(said.invariant(), MAX_TEXT),
                Text.clean(said.expected(), MAX_TEXT),
                Text.clean(said.actual(), MAX_TEXT),
                Text.clean(said.history(), MAX_TEXT),
                Text.line(said.replay(), MAX_TEXT),
                Sifted.of(said.evidence()));
    }

    /** A worker that answered all it was asked, if there is one; it is the caller's now. */
    Optional<Worker> release() {
        Optional<Worker> kept = worker;
        worker = Optional.empty();
        return kept;
    }

    @Override
    public void close() {
        release().ifPresent(gone -> {
            gone.close();
            telemetry.add(gone);
        });
    }
}
