package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.Batch;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.batch.Journal;
import dev.pagewalk.grader.engine.batch.Ledger;
import dev.pagewalk.grader.engine.batch.Occupied;
import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.batch.Selection;
import dev.pagewalk.grader.engine.batch.Shard;
import dev.pagewalk.grader.engine.batch.Twice;
import dev.pagewalk.grader.engine.batch.UnitKey;
import dev.pagewalk.grader.engine.classpage.ClassPage;
import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.intake.Handin;
import dev.pagewalk.grader.engine.intake.exports.Exports;
import dev.pagewalk.grader.engine.intake.exports.Staging;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import dev.pagewalk.grader.engine.score.Result.SubmissionId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Grades what the options say into their directory, going on where an earlier run ended. */
final class GradingRun {
    private final GradingOptions options;
    private final CommandLine command;
    private final Comparison comparison;
    private final DiskStore store;

    /**
     * What became of it.
     *
     * @param rows of all submissions that have a result
     * @param twice what was graded twice
     */
    record Done(List<Row> rows, Twice twice) {

        /** Whether a submission was graded twice and got two results. */
        boolean differs() {
            return !twice.differing().isEmpty();
        }

        /** What the command ends with. */
        int exitCode(double failUnder) {
            if (rows.stream().anyMatch(row -> row.verdict() == Verdict.INFRA)) {
                return ExitCode.INFRA;
            }
            boolean below = rows.stream().anyMatch(row -> row.percent() < failUnder);
            return below || differs() ? ExitCode.BELOW : ExitCode.GRADED;
        }

        void printDeterminism(PrintWriter terminal) {
            if (twice.compared() > 0) {
                terminal.println(twice.compared() + " graded twice, "
                        + (differs() ? "and these got two results: " + String.join(", ", twice.differing()) : "all with the same bytes")
                        + ".");
            }
        }
    }

    /** Looks at results before marks are made of them, and tells what is to be kept on record of it. */
    interface Comparison {
        Map<String, Object> make(List<Row> rows) throws IOException;
    }

    GradingRun(GradingOptions options, CommandLine command, Comparison comparison) {
        this.options = options;
        this.command = command;
        this.comparison = comparison;
        this.store = new DiskStore(options.out);
    }

    /** Grades, and prints what a person wants to know meanwhile. */
    Done grade() throws BadInput, IOException, InterruptedException {
        options.verify();
        Curriculum curriculum = Wiring.grading(options.katas);
        Intakes.verifyWritable(options.out);
        try (Occupied occupied = occupy();
                Staging staging = new Staging(options.out);
                Grader grader = new Grader(
                        curriculum, ModulePath.ofThisProcess(), Limits.DEFAULT, options.salt, ProcessBuilder::start, options.warm, false)) {
            String isolation = Isolated.verified(grader.isolation(), options.required);
            Office office = options.course.open(store);
            Intakes intakes = new Intakes(Wiring.CURRICULUM.katas(), options.from, new Exports(staging), office.roster());
            List<Delivery> all = deliveries(intakes, office, grader);
            command.getErr().println("Isolation: " + isolation);
            intakes.notes().forEach(terminal()::println);
            return write(all, office, curriculum, grader);
        } catch (CourseProblem e) {
            throw new BadInput(e.getMessage() + ".");
        }
    }

    private List<Delivery> deliveries(Intakes intakes, Office office, Grader grader) throws BadInput, IOException, CourseProblem {
        if (options.workingCopy) {
            return intakes.whole(options.paths);
        }
        List<Delivery> all = intakes.deliveries(options.paths, office.times());
        intakes.verifyAnyKata(all, grader);
        return all;
    }

    private Occupied occupy() throws BadInput, IOException {
        return Occupied.take(options.out).orElseThrow(() -> occupied(options.out));
    }

    static BadInput occupied(Path out) {
        return new BadInput("Another run is writing to " + out + ": wait for it, or give another directory with --out.");
    }

    private Done write(List<Delivery> all, Office office, Curriculum curriculum, Grader grader)
            throws BadInput, CourseProblem, InterruptedException {
        try {
            Reports reports = office.reports();
            store.sweep();
            List<Register.Line> lines = Register.lines(all);
            Register.write(store, lines);
            Journal journal = options.fresh ? Journal.fresh(store) : Journal.of(store);
            Ledger ledger = new Ledger(journal, reports, key(curriculum), delivery -> identify(grader, delivery));
            Selection selection = select(ledger, all.stream().filter(options.shard::holds).toList());
            Twice twice = new Twice(grader::grade, options.twice);
            List<Row> rows = run(grader, reports, twice, ledger, selection);
            Map<String, Object> record = new TreeMap<>(comparison.make(rows));
            if (options.shard.equals(Shard.ALL)) {
                options.course.mark(store, office, lines, rows);
            }
            ClassPage.write(store);
            record.putAll(Map.of("graded", selection.todo().size(), "kept", selection.kept().size(), "shard", options.shard.toString()));
            RunsLog.add(store, command.getCommandName(), record);
            return new Done(rows, twice);
        } catch (IOException e) {
            throw new BadInput("Cannot write to " + options.out + " (" + e.getMessage() + "): make room for it and start again.");
        }
    }

    private UnitKey key(Curriculum curriculum) throws IOException {
        List<String> katas = curriculum.graded().stream().map(Kata::id).toList();
        ModulePath modules = ModulePath.ofThisProcess();
        return UnitKey.here(katas, Grader.identify(curriculum, modules), Grader.build(Wiring.class, modules), options.salt);
    }

    private static SubmissionId identify(Grader grader, Delivery delivery) {
        Handin handin = grader.take(delivery);
        return new SubmissionId(handin.id(), handin.sha256(), handin.ignored());
    }

    private Selection select(Ledger ledger, List<Delivery> deliveries) throws IOException {
        Selection selection = options.only.isPresent()
                ? ledger.select(deliveries, options.only.get())
                : ledger.select(deliveries);
        if (!selection.kept().isEmpty()) {
            terminal().println(selection.kept().size() + " graded before, " + selection.todo().size() + " to grade"
                    + " (--fresh grades all again).");
        }
        if (!selection.left().isEmpty()) {
            terminal().println(selection.left().size() + " never graded, and left out: run again without --only.");
        }
        return selection;
    }

    private List<Row> run(Grader grader, Reports reports, Twice twice, Ledger ledger, Selection selection)
            throws IOException, InterruptedException {
        int todo = selection.todo().size();
        Slowest slowest;
        List<Row> rows;
        try (TerminalProgress progress = TerminalProgress.of(options.progress, command.getOut(), todo)) {
            slowest = new Slowest(progress);
            Batch batch = new Batch(twice, reports, slowest, ledger::enter);
            try (OnInterrupt stop = new OnInterrupt(() -> finish(batch), () -> stop(grader))) {
                rows = batch.run(selection, Math.max(1, Math.min(options.jobs, todo)));
            }
        }
        slowest.print(terminal());
        return rows;
    }

    private void finish(Batch batch) {
        batch.stop();
        command.getErr().println("pagewalk: interrupted: what is being graded is finished first; Ctrl-C again ends it at once."
                + " The same command goes on from here.");
    }

    private void stop(Grader grader) {
        grader.close();
        command.getErr().println("pagewalk: interrupted: what is graded stays, and the same command goes on from here.");
    }

    /** Where people read: not among the lines that are meant for programs. */
    PrintWriter terminal() {
        return options.isForPrograms() ? command.getErr() : command.getOut();
    }
}
