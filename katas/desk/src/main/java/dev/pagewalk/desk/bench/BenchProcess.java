package dev.pagewalk.desk.bench;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A {@link Bench} in a process of its own, kept warm from one kata to the next, and started anew when one has killed it. */
public final class BenchProcess implements AutoCloseable {
    /** Beyond this something else than a test hangs, for example the compiler. */
    private static final long MOST_SECONDS = 180;
    private static final int HEAP_FULL = 3;
    private static final int HEAP_MB = 512;

    private final Workshop workshop;
    private final long limit;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "bench");
        worker.setDaemon(true);
        return worker;
    });
    private volatile Process process;
    private Optional<Line> line = Optional.empty();

    /** What is said to the process, and what it answers. */
    private record Line(ObjectOutputStream questions, ObjectInputStream answers) {}

    /**
     * Starts it, and does not wait until it is up.
     *
     * @param limit how long one test may take, in milliseconds
     */
    public BenchProcess(Workshop workshop, long limit) {
        this.workshop = workshop;
        this.limit = limit;
        this.process = start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Tries a kata; never fails, and always ends. */
    public CompletableFuture<Verdict> run(Job job) {
        return CompletableFuture.supplyAsync(() -> ask(job), thread);
    }

    private Verdict ask(Job job) {
        long start = System.nanoTime();
        CompletableFuture<Void> patience = CompletableFuture.runAsync(
                () -> process.destroyForcibly(), CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS));
        try {
            Line open = connected();
            open.questions.writeObject(job);
            open.questions.flush();
            Verdict verdict = (Verdict) open.answers.readObject();
            if (!verdict.stopped().isEmpty()) {
                restart();
            }
            return verdict;
        } catch (IOException ended) {
            String why = patience.isDone() ? "nothing was heard for " + MOST_SECONDS + " s" : words(process);
            restart();
            return Verdict.stopped(List.of(), why, Bench.since(start));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the desk's class path has changed: start it again", e);
        } finally {
            patience.cancel(false);
        }
    }

    private static String words(Process ended) {
        int code = ended.onExit().join().exitValue();
        return code == HEAP_FULL
                ? "the tests ran out of memory (" + HEAP_MB + " MiB): is there a loop that allocates without end?"
                : "the process of the tests ended with exit code " + code + ": does your code call System.exit, or recurse without end?";
    }

    private Line connected() throws IOException {
        if (line.isEmpty()) {
            ObjectOutputStream questions = new ObjectOutputStream(process.getOutputStream());
            questions.writeObject(workshop);
            questions.flush();
            line = Optional.of(new Line(questions, new ObjectInputStream(process.getInputStream())));
        }
        return line.get();
    }

    private void restart() {
        process.destroyForcibly();
        line = Optional.empty();
        process = start();
    }

    private Process start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-Xmx" + HEAP_MB + "m", "-Xss2m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError", "-Djdk.virtualThreadScheduler.parallelism=1", "-cp", System.getProperty("java.class.path"),
                BenchMain.class.getName(), Long.toString(limit));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the process for the tests does not start: " + java, e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        thread.shutdownNow();
    }
}
