package dev.pagewalk.grader.engine;

import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
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

    public Batch(Function<Delivery, Graded> grader, Reports reports, Progress progress) {
        this.grader = grader;
        this.reports = reports;
        this.progress = progress;
    }

    /**
     * Grades them all.
     *
     * @param jobs how many at a time
     * @return a row per submission, in the order of their ids
     * @throws IOException if a report cannot be written
     */
    public List<Row> run(List<Delivery> deliveries, int jobs) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            List<Callable<Row>> units = new ArrayList<>();
            deliveries.forEach(delivery -> units.add(() -> grade(delivery)));
            List<Row> rows = rows(pool.invokeAll(units));
            reports.write(rows);
            return rows;
        } finally {
            pool.shutdownNow();
        }
    }

    private Row grade(Delivery delivery) throws IOException {
        Graded graded = grader.apply(delivery);
        reports.write(graded.result(), graded.run(), graded.output());
        Row row = Row.of(graded.result());
        synchronized (progress) {
            progress.graded(row);
        }
        return row;
    }

    private static List<Row> rows(List<Future<Row>> done) throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Future<Row> each : done) {
            try {
                rows.add(each.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException unwritten) {
                    throw unwritten;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        rows.sort(Comparator.comparing(Row::id));
        return rows;
    }
}
