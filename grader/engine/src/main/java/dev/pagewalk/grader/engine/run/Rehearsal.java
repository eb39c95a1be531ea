package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.worker.wire.CheckCall;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.Job;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Some checks without a submission: they fail at once, and have loaded what every worker loads. */
public final class Rehearsal {
    private static final int CHECKS = 60;
    private static final long PATIENCE_MS = 60_000;

    private Rehearsal() {}

    /** Asks for them. */
    public static Void hold(FrameChannel channel, Curriculum curriculum, Manifest manifest) throws IOException {
        List<Job.Entry> entries = curriculum.katas().stream().map(Rehearsal::entry).toList();
        channel.send(new Job(entries, Map.of(), curriculum.notWritten(), 1).frame());
        List<PlannedCheck> checks = manifest.katas().stream()
                .flatMap(kata -> manifest.checks(kata).stream())
                .filter(check -> !check.isDesign())
                .limit(CHECKS)
                .toList();
        for (PlannedCheck check : checks) {
            String type = check.method().getDeclaringClass().getName();
            channel.send(new CheckCall(check.ordinal(), type, check.name(), 1, PATIENCE_MS).frame());
            Worker.expect(channel, Frame.Kind.STARTED);
            Worker.expect(channel, Frame.Kind.RESULT);
        }
        return null;
    }

    private static Job.Entry entry(Kata kata) {
        return new Job.Entry(kata.className(), kata.contract().getName(), kata.referenceClassName(), "");
    }
}
