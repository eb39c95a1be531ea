package dev.pagewalk.grader.engine.batch;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Digest;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Knows which results of earlier runs still hold. */
public final class Ledger {
    private final Journal journal;
    private final Reports reports;
    private final UnitKey key;
    private final Function<Delivery, SubmissionId> identify;

    /**
     * @param key names units
     * @param identify takes a submission in, without grading it
     */
    public Ledger(Journal journal, Reports reports, UnitKey key, Function<Delivery, SubmissionId> identify) {
        this.journal = journal;
        this.reports = reports;
        this.key = key;
        this.identify = identify;
    }

    /** Grades what has no result that holds; what could not be graded has none. */
    public Selection select(List<Delivery> deliveries) throws IOException {
        Selection selection = new Selection(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Delivery delivery : deliveries) {
            Optional<Result> before = result(delivery);
            if (before.isPresent() && before.get().verdict() != Verdict.INFRA && isCurrent(delivery)) {
                keep(selection, before.get());
            } else {
                selection.todo().add(delivery);
            }
        }
        return selection;
    }

    /** Of what was graded before, grades these again and leaves the rest as it is. */
    public Selection select(List<Delivery> deliveries, Only only) throws IOException {
        Selection selection = new Selection(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Delivery delivery : deliveries) {
            Optional<Result> before = result(delivery);
            if (before.isEmpty()) {
                selection.left().add(delivery);
            } else if (only.takes(before.get().verdict(), isCurrent(delivery))) {
                selection.todo().add(delivery);
            } else {
                keep(selection, before.get());
            }
        }
        return selection;
    }

    /** Its page may be older than what it is made of now. */
    private void keep(Selection selection, Result result) throws IOException {
        reports.page(result);
        selection.kept().add(Row.of(result));
    }

    private boolean isCurrent(Delivery delivery) {
        String now = key.of(identify.apply(delivery));
        return journal.last(delivery.id()).filter(entry -> entry.key().equals(now)).isPresent();
    }

    /** The result that the journal speaks of, if it still stands there, byte for byte. */
    private Optional<Result> result(Delivery delivery) throws IOException {
        Optional<Journal.Entry> entry = journal.last(delivery.id());
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        return reports.read(delivery.id())
                .filter(bytes -> hash(bytes).equals(entry.get().result()))
                .flatMap(Reports::parse);
    }

    /** Enters what was graded, after its files were written. */
    public void enter(Result result, byte[] written, long wallMs) throws IOException {
        SubmissionId submission = result.submission();
        journal.add(new Journal.Entry(submission.id(), key.of(submission), hash(written), result.verdict(), wallMs));
    }

    static String hash(byte[] bytes) {
        return new Digest().add("result", bytes).hex();
    }
}
