package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.instrument.Instruments;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.worker.wire.Answer;
import dev.pagewalk.grader.worker.wire.CheckCall;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.Job;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The checks, put to the reference implementations as if somebody had handed them in: whatever workers load, a worker
 * that has gone through this has loaded.
 *
 * @param curriculum whose katas
 * @param manifest the checks
 * @param limits the steps that a check may take
 * @param references the classes of the reference implementations by binary name
 */
public record Rehearsal(Curriculum curriculum, Manifest manifest, Limits limits, Map<String, byte[]> references)
        implements Worker.Dialogue<Void> {
    private static final long PATIENCE_MS = 60_000;

    @Override
    public Void hold(FrameChannel channel) throws IOException {
        List<Job.Entry> entries = curriculum.katas().stream().map(Rehearsal::entry).toList();
        channel.send(new Job(entries, Instruments.fit(references), curriculum.notWritten(), 1).frame());
        for (Kata kata : manifest.katas()) {
            for (PlannedCheck check : manifest.checks(kata)) {
                if (!check.isDesign()) {
                    put(channel, check);
                }
            }
        }
        return null;
    }

    private static Job.Entry entry(Kata kata) {
        String reference = kata.referenceClassName();
        return new Job.Entry(reference, kata.contract().getName(), reference, "");
    }

    private void put(FrameChannel channel, PlannedCheck check) throws IOException {
        String type = check.method().getDeclaringClass().getName();
        channel.send(new CheckCall(check.ordinal(), type, check.name(), limits.fuel(), PATIENCE_MS).frame());
        Answer.startedFrom(Worker.expect(channel, Frame.Kind.STARTED));
        Frame frame = channel.receive();
        while (frame.kind() == Frame.Kind.WHERE) {
            frame = channel.receive();
        }
        Worker.expected(frame, Frame.Kind.RESULT);
    }
}
