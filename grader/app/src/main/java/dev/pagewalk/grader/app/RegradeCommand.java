package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.batch.Regrade;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pagewalk regrade}. */
@Command(
        name = "regrade",
        description = "Grades a class again, with other checks or other submissions, and compares.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Course, overrides and roster of the earlier run hold again unless others are",
            "given. Who would have less than before keeps the points of the earlier run,",
            "unless --allow-lower: DIR/kept.json says who, and marks go by it. Results and",
            "grades.csv always say what this run found.",
            "",
            "What is written besides what pagewalk grade writes: DIR/diff.csv and diff.json",
            "(all who changed; index.html shows them), and a line in DIR/runs.jsonl (who,",
            "when, why, against what).",
            "",
            "Exit codes: 0 graded, 1 a submission did not get the same result twice,",
            "2 usage, 3 the grader could not grade a submission, 130 interrupted."
        })
final class RegradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private GradingOptions options = new GradingOptions();

    @Option(names = "--against", required = true, paramLabel = "RUN", description = "Results of the earlier run.")
    private Path against = Path.of(".");

    @Option(names = "--allow-lower", description = "Let points go down as well as up.")
    private boolean allowLower;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "Why, for the record.")
    private String why = "";

    @Option(names = "--who", paramLabel = "NAME", description = "Who decided it (default: the user of this machine).")
    private Optional<String> who = Optional.empty();

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        List<Row> before = before();
        DiskStore store = new DiskStore(options.out);
        inherit(store);
        GradingRun run = new GradingRun(options, spec.commandLine(), rows -> compare(store, before, rows));
        try {
            GradingRun.Done done = run.grade();
            new ScoreTable(done.rows()).print(run.terminal());
            done.printDeterminism(run.terminal());
            print(new Regrade(before, done.rows()), run.terminal());
            return done.exitCode(0);
        } catch (CancellationException interrupted) {
            return ExitCode.INTERRUPTED;
        }
    }

    private List<Row> before() throws BadInput, IOException {
        if (Files.isDirectory(options.out) && Files.isDirectory(against) && Files.isSameFile(options.out, against)) {
            throw new BadInput("--out is the earlier run itself: give another directory, so that both stay.");
        }
        Optional<List<Row>> rows = new Reports(new DiskStore(against)).rows();
        return rows.orElseThrow(() -> new BadInput(against + " holds no results: give a directory to which pagewalk grade wrote."));
    }

    /** What the instructor decided before holds on. */
    private void inherit(DiskStore store) throws BadInput, IOException {
        Intakes.verifyWritable(options.out);
        for (String file : Office.FILES) {
            Optional<byte[]> earlier = new DiskStore(against).read(file);
            if (earlier.isPresent() && store.read(file).isEmpty()) {
                store.write(file, earlier.get());
            }
        }
    }

    private Map<String, Object> compare(DiskStore store, List<Row> before, List<Row> rows) throws IOException {
        Regrade regrade = new Regrade(before, rows);
        regrade.write(store);
        Regrade.keep(store, allowLower ? List.of() : regrade.losers());
        Map<String, Object> record = new TreeMap<>(Map.of(
                "against", against.toString(), "why", why, "allowLower", allowLower, "outcome", regrade.sentence()));
        who.ifPresent(name -> record.put("who", name));
        return record;
    }

    private void print(Regrade regrade, PrintWriter terminal) {
        terminal.println("Against " + against + ": " + regrade.sentence() + ".");
        long down = regrade.count(Regrade.Fate.DOWN);
        if (down > 0) {
            terminal.println(allowLower
                    ? "Those who went down are first in the list: look at them before you publish."
                    : "Nobody loses: who went down keeps the earlier points (--allow-lower lets them go down).");
        }
        terminal.println("Who changed: " + options.out.resolve("diff.csv"));
        terminal.println("Pages: " + options.out.resolve("index.html"));
    }
}
