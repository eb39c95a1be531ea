package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Verdict;
import dev.pagewalk.grader.engine.Batch;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.intake.Delivery;
import dev.pagewalk.grader.engine.isolation.Level;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk grade}. */
@Command(
        name = "grade",
        description = "Grades submissions and writes results and pages.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "What is a submission: a zip, tar or tar.gz archive; a directory that holds",
            "a kata's file, a pom.xml, src or dev; a directory with neither directories",
            "nor archives in it. Any other directory is a class: each directory and each",
            "archive in it is a submission. Kata files are found by name at any depth.",
            "",
            "What is written: DIR/results.json, grades.csv and index.html, and for each",
            "submission DIR/ID/result.json, feedback.html and run.json (times, host).",
            "",
            "Exit codes: 0 graded, 1 a submission is below --fail-under, 2 usage,",
            "3 the grader could not grade a submission, 130 interrupted."
        })
final class GradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "A submission or a class of them.")
    private List<Path> paths;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where results go.")
    private Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "How many at a time (default: one per processor).")
    private Integer jobs;

    @Option(names = "--fail-under", paramLabel = "P", description = "Exit with 1 if one has less than P percent.")
    private Double failUnder;

    @Option(names = "--salt", paramLabel = "TEXT", defaultValue = "", description = "Changes what is random in the checks.")
    private String salt;

    @Option(
            names = "--warm",
            paramLabel = "K",
            description = "Start K workers before they are needed (default: 0).")
    private int warm;

    @Option(
            names = "--require-isolation",
            paramLabel = "LEVEL",
            description = "Exit with 2 if workers are confined less: ${COMPLETION-CANDIDATES}.")
    private Level required = Level.LIMITS;

    @Option(
            names = "--katas",
            split = ",",
            paramLabel = "ID",
            description = "Which katas are graded, for example k1,k3 (default: all).")
    private List<String> katas = List.of();

    @Override
    public Integer call() throws Exception {
        verifyNumbers();
        Curriculum curriculum = Wiring.grading(katas);
        Intakes intakes = new Intakes(Wiring.CURRICULUM.katas());
        List<Delivery> deliveries = intakes.deliveries(paths);
        Intakes.verifyWritable(out);
        try (Grader grader = new Grader(
                curriculum, ModulePath.ofThisProcess(), Limits.DEFAULT, salt, ProcessBuilder::start, warm, false)) {
            String isolation = Isolated.verified(grader.isolation(), required);
            intakes.verifyAnyKata(deliveries, grader);
            spec.commandLine().getErr().println("Isolation: " + isolation);
            return grade(grader, deliveries, intakes.notes());
        }
    }

    private void verifyNumbers() throws BadInput {
        if (jobs != null && jobs < 1) {
            throw new BadInput("--jobs must be 1 or more.");
        }
        if (warm < 0) {
            throw new BadInput("--warm must be 0 or more.");
        }
        if (failUnder != null && !(failUnder >= 0 && failUnder <= 100)) {
            throw new BadInput("--fail-under is a percentage: give a number from 0 to 100.");
        }
    }

    private int grade(Grader grader, List<Delivery> deliveries, List<String> notes)
            throws BadInput, InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        notes.forEach(terminal::println);
        Thread onInterrupt = new Thread(grader::close, "close the grader");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        List<Row> rows = run(grader, deliveries);
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        new ScoreTable(rows).print(terminal);
        terminal.println("Pages: " + out.resolve("index.html"));
        return exitCode(rows);
    }

    private List<Row> run(Grader grader, List<Delivery> deliveries) throws BadInput, InterruptedException {
        try (TerminalProgress progress = TerminalProgress.of(spec.commandLine().getOut(), deliveries.size())) {
            Batch batch = new Batch(grader::grade, new Reports(new DiskStore(out)), progress);
            return batch.run(deliveries, atATime(deliveries));
        } catch (IOException e) {
            throw new BadInput("Cannot write to " + out + " (" + e.getMessage() + "): make room for it and start again.");
        }
    }

    private int atATime(List<Delivery> deliveries) {
        int wanted = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
        return Math.min(wanted, deliveries.size());
    }

    private int exitCode(List<Row> rows) {
        if (rows.stream().anyMatch(row -> row.verdict() == Verdict.INFRA)) {
            return ExitCode.INFRA;
        }
        boolean below = failUnder != null && rows.stream().anyMatch(row -> row.percent() < failUnder);
        return below ? ExitCode.BELOW : ExitCode.GRADED;
    }
}
