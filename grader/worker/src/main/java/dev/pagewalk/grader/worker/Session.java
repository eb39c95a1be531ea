package dev.pagewalk.grader.worker;

import dev.pagewalk.grader.worker.wire.Answer;
import dev.pagewalk.grader.worker.wire.CheckCall;
import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.Job;
import dev.pagewalk.grader.worker.wire.Sources;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** Answers the grader until it hangs up. */
final class Session {
    private final FrameChannel grader;
    private final CheckRunner runner = new CheckRunner();
    private Optional<Job> job = Optional.empty();

    Session(FrameChannel grader) {
        this.grader = grader;
    }

    void serve() throws IOException {
        grader.send(Frame.of(Frame.Kind.READY));
        try {
            while (true) {
                answer(grader.receive());
            }
        } catch (EOFException e) {
            // the grader has no more questions
        }
    }

    private void answer(Frame asked) throws IOException {
        switch (asked.kind()) {
            case COMPILE -> grader.send(new SourceCompiler().compile(Sources.from(asked)).frame());
            case LOAD -> job = Optional.of(Job.from(asked));
            case CHECK -> check(CheckCall.from(asked));
            default -> throw new IOException("a grader does not send " + asked.kind());
        }
    }

    private void check(CheckCall call) throws IOException {
        Job loaded = job.orElseThrow(() -> new IOException("a grader sends a job before it asks for a check of it"));
        grader.send(Answer.started(call.ordinal()));
        grader.send(runner.run(loaded, call, where -> grader.send(where.frame())).frame());
    }
}
