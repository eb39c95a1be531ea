package dev.pagewalk.grader.engine.process;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes, all from one thread that lives as long as the grader does. To Linux the parent of a process is a thread:
 * bubblewrap's {@code --die-with-parent}, which is PR_SET_PDEATHSIG of prctl(2), would end a worker together with a thread
 * that has nothing more to do.
 */
final class OneParent implements ProcessStarter {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(OneParent::daemon);

    private final ProcessStarter starter;

    OneParent(ProcessStarter starter) {
        this.starter = starter;
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "parent of all workers");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Process start(ProcessBuilder command) throws IOException {
        Callable<Process> start = () -> starter.start(command);
        try {
            return THREAD.submit(start).get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() instanceof IOException known ? known.getMessage() : String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a process was started", e);
        }
    }
}
