package dev.pagewalk.grader.engine.process;

import dev.pagewalk.grader.worker.wire.Frame;
import dev.pagewalk.grader.worker.wire.FrameChannel;
import dev.pagewalk.grader.worker.wire.TamperException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process that answers questions, until it is closed or ends. For one thread. */
public final class Worker implements AutoCloseable {
    private static final int GRACE_S = 5;

    private final Process process;
    private final FrameChannel channel;
    private final OutputCapture output;
    private final Watchdog watchdog;
    private final AutoCloseable workplace;
    private final Consumer<Worker> gone;
    private Duration cpu = Duration.ZERO;

    Worker(Process process, FrameChannel channel, OutputCapture output, Watchdog watchdog, AutoCloseable workplace,
            Consumer<Worker> gone) {
        this.process = process;
        this.channel = channel;
        this.output = output;
        this.watchdog = watchdog;
        this.workplace = workplace;
        this.gone = gone;
    }

    /** What is said within one budget. */
    @FunctionalInterface
    public interface Dialogue<T> {
        T hold(FrameChannel channel) throws IOException;
    }

    /**
     * Talks to the worker. When the budget is spent, or the channel breaks, the worker is dead.
     *
     * @throws WorkerEnded if there is no answer, and why
     */
    public <T> T talk(Budget budget, Dialogue<T> dialogue) throws WorkerEnded {
        try (Watchdog.Guard guard = watchdog.guard(budget, this::cpu, this::kill)) {
            return talk(guard, budget, dialogue);
        }
    }

    private <T> T talk(Watchdog.Guard guard, Budget budget, Dialogue<T> dialogue) throws WorkerEnded {
        try {
            return dialogue.hold(channel);
        } catch (TamperException e) {
            kill();
            throw WorkerEnded.tampered(e);
        } catch (IOException e) {
            int exitCode = exitCode();
            throw guard.hasBarked() ? WorkerEnded.late(budget) : WorkerEnded.byItself(exitCode);
        }
    }

    /** A frame of this kind, or tampering. */
    public static Frame expect(FrameChannel channel, Frame.Kind kind) throws IOException {
        return expected(channel.receive(), kind);
    }

    /** This frame if it is of this kind, or tampering. */
    public static Frame expected(Frame frame, Frame.Kind kind) throws TamperException {
        if (frame.kind() != kind) {
            throw new TamperException(frame.kind() + " came instead of " + kind);
        }
        return frame;
    }

    private int exitCode() {
        try {
            if (process.waitFor(GRACE_S, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
        return process.onExit().join().exitValue();
    }

    private void kill() {
        cpu();
        Processes.kill(process.toHandle());
        closeQuietly(channel);
    }

    /** CPU time of the process so far; once it is gone, what it was when somebody last looked. */
    public synchronized Duration cpu() {
        Duration now = Processes.cpu(process.toHandle());
        cpu = now.compareTo(cpu) > 0 ? now : cpu;
        return cpu;
    }

    /** What it printed, or the first part of it. */
    public String output() {
        return output.text();
    }

    /** Hangs up, and waits for the process to end by itself. */
    void retire(Budget budget) {
        closeQuietly(channel);
        try {
            process.waitFor(budget.wall().toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Kills the process, if it still lives, and clears up after it. */
    @Override
    public void close() {
        kill();
        process.onExit().join();
        closeQuietly(workplace);
        gone.accept(this);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // it is gone already, which is all that is wanted
        }
    }
}
