package dev.pagewalk.grader.engine.run;

import dev.pagewalk.grader.engine.process.InfraException;
import dev.pagewalk.grader.engine.process.Worker;
import dev.pagewalk.grader.engine.process.WorkerLauncher;
import dev.pagewalk.grader.engine.process.WorkerLauncher.Mode;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Where workers come from: those that run submissions are always new, though some may be started before they are needed;
 * those that compile are used again, for a while.
 */
public final class Workers implements AutoCloseable {
    /** Then a compile worker has seen enough: whatever piled up in it goes with it. */
    private static final int MOST_USES = 250;

    private final WorkerLauncher launcher;
    private final Queue<Worker> compilers = new ConcurrentLinkedQueue<>();
    private final Map<Worker, Integer> uses = new ConcurrentHashMap<>();
    private final Queue<Future<Worker>> warm = new ConcurrentLinkedQueue<>();
    private final ExecutorService starter = Executors.newCachedThreadPool(Workers::daemon);

    /** @param ready how many new workers wait for a submission */
    public Workers(WorkerLauncher launcher, int ready) {
        this.launcher = launcher;
        for (int i = 0; i < ready; i++) {
            startOne();
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "starts workers");
        thread.setDaemon(true);
        return thread;
    }

    private void startOne() {
        warm.add(starter.submit(() -> launcher.start(Mode.RUN)));
    }

    Worker runner() throws InfraException {
        Future<Worker> started = warm.poll();
        if (started == null) {
            return launcher.start(Mode.RUN);
        }
        startOne();
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw new InfraException("No worker came up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("Interrupted while a worker came up.", e);
        }
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
        if (uses.merge(compiler, 1, Integer::sum) < MOST_USES) {
            compilers.add(compiler);
        } else {
            uses.remove(compiler);
            compiler.close();
        }
    }

    @Override
    public void close() {
        starter.shutdownNow();
        for (Worker idle = compilers.poll(); idle != null; idle = compilers.poll()) {
            idle.close();
        }
        uses.clear();
    }
}
