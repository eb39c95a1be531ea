package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.engine.process.InfraException;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.engine.process.WorkerLauncher;
import dev.pagewalk.grader.engine.process.WorkerLauncher.Mode;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Where workers come from: those that run submissions are always new, those that compile are used again. */
public final class Workers implements AutoCloseable {
    private final WorkerLauncher launcher;
    private final Queue<Worker> compilers = new ConcurrentLinkedQueue<>();

    public Workers(WorkerLauncher launcher) {
        this.launcher = launcher;
    }

    Worker runner() throws InfraException {
        return launcher.start(Mode.RUN);
    }

    Worker compiler() throws InfraException {
        Worker idle = compilers.poll();
        return idle != null ? idle : freshCompiler();
    }

    Worker freshCompiler() throws InfraException {
        return launcher.start(Mode.COMPILE);
    }

    /** Keeps a compile worker that answered all it was asked. */
    void giveBack(Worker compiler) {
        compilers.add(compiler);
    }

    @Override
    public void close() {
        for (Worker idle = compilers.poll(); idle != null; idle = compilers.poll()) {
            idle.close();
        }
    }
}
