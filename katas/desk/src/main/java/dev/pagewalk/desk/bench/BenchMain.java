package dev.pagewalk.desk.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process in which katas are tried: reads a {@link Workshop}, then {@link Job}s from its standard input, and writes a
 * {@link Verdict} for each to its standard output. It ends when its input does: the desk is gone then.
 */
public final class BenchMain {
    private final ObjectOutputStream answers;

    private BenchMain(OutputStream out) throws IOException {
        answers = new ObjectOutputStream(out);
    }

    /**
     * Serves until the desk is gone.
     *
     * @param args how long a test may take, in milliseconds
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        OutputStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        new BenchMain(out).serve(System.in, Long.parseLong(args[0]));
    }

    private void serve(InputStream in, long limit) throws IOException, InterruptedException {
        answers.flush();
        ObjectInputStream questions = new ObjectInputStream(in);
        BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(questions, queue), "reader");
        reader.setDaemon(true);
        reader.start();
        Watchdog watchdog = new Watchdog(limit, this::lastWord);
        watchdog.start();
        Bench bench = new Bench((Workshop) queue.take());
        while (true) {
            answer(verdict(bench, (Job) queue.take(), watchdog));
        }
    }

    private static Verdict verdict(Bench bench, Job job, Watchdog watchdog) {
        long start = System.nanoTime();
        try {
            return bench.run(job, watchdog::watch);
        } catch (RuntimeException e) {
            return Verdict.stopped(List.of(), "the tests cannot be run: " + e.getMessage(), Bench.since(start));
        }
    }

    private static void read(ObjectInputStream questions, BlockingQueue<Object> queue) {
        try {
            while (true) {
                queue.add(questions.readObject());
            }
        } catch (IOException | ClassNotFoundException over) {
            Runtime.getRuntime().halt(0);
        }
    }

    private void lastWord(Verdict verdict) {
        try {
            answer(verdict);
        } catch (IOException deskIsGone) {
            // nobody to tell
        }
        Runtime.getRuntime().halt(0);
    }

    private synchronized void answer(Verdict verdict) throws IOException {
        answers.writeObject(verdict);
        answers.flush();
    }
}
