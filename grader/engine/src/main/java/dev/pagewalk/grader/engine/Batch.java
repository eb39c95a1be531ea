package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.batch.Selection;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Grades many submissions, some at a time, and writes the reports. No submission stops it. */
public final class Batch {
    private final Function<Delivery, Graded> grader;
    private final Reports reports;
    private final Progress progress;
    private final Bookkeeper bookkeeper;
    private volatile boolean stopped;

    /** Remembers what was done. */
    @FunctionalInterface
    public interface Bookkeeper {

        /**
         * All files of a submission are written.
         *
         * @param written its {@code result.json}
         */
        void enter(Result result, byte[] written, long wallMs) throws IOException;
    }

    /** A batch that nobody keeps books about. */
    public Batch(Function<Delivery, Graded> grader, Reports reports, Progress progress) {
        this(grader, reports, progress, (result, written, wallMs) -> {});
    }

    public Batch(Function<Delivery, Graded> grader, Reports reports, Progress progress, Bookkeeper bookkeeper) {
        this.grader = grader;
        this.reports = reports;
        this.progress = progress;
        this.bookkeeper = bookkeeper;
    }

    /** Begins no more: the run ends when those that are being graded are finished. For any thread. */
    public void stop() {
        stopped = true;
    }

    /** Grades them all. */
    public List<Row> run(List<Delivery> deliveries, int jobs) throws IOException, InterruptedException {
        return run(new Selection(deliveries, List.of(), List.of()), jobs);
    }

    /**
     * Grades what is to do.
     *
     * @param jobs how many at a time
     * @return a row per submission that has a result, in the order of their ids
     * @throws IOException if a report cannot be written
     * @throws CancellationException if it was stopped, or the grader closed, meanwhile; what is finished stays
     */
    public List<Row> run(Selection selection, int jobs) throws IOException, InterruptedException {
        progress.begins(selection.todo().size(), selection.kept().size());
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Callable<Row>> units = new ArrayList<>();
            selection.todo().forEach(delivery -> units.add(() -> gradeUnlessStopped(delivery)));
            List<Row> rows = new ArrayList<>(selection.kept());
            for (Future<Row> done : pool.invokeAll(units)) {
                rows.add(row(done));
            }
            rows.sort(Comparator.comparing(Row::id));
            reports.write(rows);
            return rows;
        } finally {
            pool.shutdownNow();
        }
    }

    private Row gradeUnlessStopped(Delivery delivery) throws IOException {
        if (stopped) {
            throw new CancellationException("it was stopped before " + delivery.id());
        }
        return grade(delivery);
    }

    private Row grade(Delivery delivery) throws IOException {
        long start = System.nanoTime();
        Graded graded = grader.apply(delivery);
        reports.attach(graded.result().submission().id(), graded.sources(), graded.trace());
        byte[] written = reports.write(graded.result(), graded.run(), graded.output());
        long wallMs = (System.nanoTime() - start) / 1_000_000;
        bookkeeper.enter(graded.result(), written, wallMs);
        Row row = Row.of(graded.result());
        synchronized (progress) {
            progress.graded(row, wallMs);
        }
        return row;
    }

    private static Row row(Future<Row> done) throws IOException, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException unwritten) {
                throw unwritten;
            }
            if (e.getCause() instanceof CancellationException closed) {
                throw closed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
