package dev.pagewalk.grader.app;

import dev.pagewalk.core.debug.Rule;
import dev.pagewalk.grader.engine.Curriculum;
import dev.pagewalk.grader.engine.Grader;
import dev.pagewalk.grader.engine.Limits;
import dev.pagewalk.grader.engine.manifest.Manifest;
import dev.pagewalk.grader.engine.manifest.PlannedCheck;
import dev.pagewalk.grader.engine.matrix.Corpus;
import dev.pagewalk.grader.engine.matrix.Coverage;
import dev.pagewalk.grader.engine.matrix.Finding;
import dev.pagewalk.grader.engine.matrix.Laboratory;
import dev.pagewalk.grader.engine.matrix.Matrix;
import dev.pagewalk.grader.engine.matrix.MatrixReport;
import dev.pagewalk.grader.engine.matrix.Specimen;
import dev.pagewalk.grader.engine.process.Budget;
import dev.pagewalk.grader.engine.process.ModulePath;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk matrix}. */
@Command(
        name = "matrix",
        description = "Tries all wrong and right submissions against all checks: how good are the checks?",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "A specimen is a directory with kata files and an expected.json in it:",
            "  { \"verdict\": \"FAIL\", \"score\": \"below\", \"falls\": [\"k1.a_check\"],",
            "    \"why\": \"Drops the last reference.\" }",
            "It is graded for the katas that it holds. One of the checks in \"falls\"",
            "must fall; a right way has the verdict PASS and falls nowhere. No check is",
            "skipped because another one failed.",
            "",
            "What is written: OUT/matrix.html, matrix.csv, rules.csv (which checks told",
            "which rule of the machine as broken), and for each specimen",
            "OUT/KATAS/ID/result.json and feedback.html.",
            "",
            "Exit codes: 0 all as it should be, 1 a survivor, a false alarm or a mutant",
            "that the named check misses, 2 usage."
        })
final class MatrixCommand implements Callable<Integer> {
    /** Less patience than for a student: a specimen that hangs may hang in many checks. */
    static final Limits LIMITS = new Limits(
            Limits.DEFAULT.start(), Limits.DEFAULT.compile(), new Budget(Duration.ofSeconds(40), Duration.ofSeconds(6)), 12, 256);

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where specimens are (default: those that come with the grader).")
    private Path directory = Path.of(System.getProperty("pagewalk.home", "."), "grader", "submissions");

    @Option(names = "--out", paramLabel = "OUT", defaultValue = "matrix", description = "Where results go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "How many at a time (default: one per processor).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--salt", paramLabel = "TEXT", defaultValue = "", description = "Changes what is random in the checks.")
    private String salt;

    @Override
    public Integer call() throws BadInput, InterruptedException {
        if (jobs < 1) {
            throw new BadInput("--jobs must be 1 or more.");
        }
        List<Specimen> specimens = specimens();
        Intakes.verifyWritable(out);
        Matrix matrix = examine(specimens);
        print(matrix, spec.commandLine().getOut());
        return matrix.bad().isEmpty() ? ExitCode.GRADED : ExitCode.BELOW;
    }

    private List<Specimen> specimens() throws BadInput {
        if (!Files.isDirectory(directory)) {
            throw new BadInput("There is no directory " + directory + ": give one with specimens in it.");
        }
        try {
            List<Specimen> found = new Corpus(Wiring.CURRICULUM.katas()).read(directory);
            if (found.isEmpty()) {
                throw new BadInput("No expected.json was found below " + directory + ": see pagewalk matrix --help for what one says.");
            }
            return found;
        } catch (IOException e) {
            throw new BadInput("Cannot read the specimens in " + directory + ": " + e.getMessage() + ".");
        }
    }

    private Matrix examine(List<Specimen> specimens) throws BadInput, InterruptedException {
        try (TerminalProgress progress = TerminalProgress.of(spec.commandLine().getOut(), specimens.size())) {
            Curriculum everyCheck = Wiring.CURRICULUM.runningEveryCheck();
            Laboratory laboratory = new Laboratory(everyCheck, this::grader, this::reports, progress);
            Matrix matrix = laboratory.examine(specimens, jobs);
            MatrixReport.write(matrix, coverage(matrix), new DiskStore(out));
            return matrix;
        } catch (IOException e) {
            throw new BadInput("Cannot write to " + out + " (" + e.getMessage() + "): make room for it and start again.");
        }
    }

    private Reports reports(String katas) {
        return new Reports(new DiskStore(out.resolve(katas)));
    }

    private static Coverage coverage(Matrix matrix) {
        Manifest manifest = new Manifest(Wiring.CURRICULUM.katas());
        Map<String, List<String>> guards = manifest.katas().stream()
                .flatMap(kata -> manifest.checks(kata).stream())
                .collect(Collectors.toMap(PlannedCheck::id, PlannedCheck::guards));
        return Coverage.of(Arrays.stream(Rule.values()).map(Rule::text).toList(), guards, matrix);
    }

    private Grader grader(Curriculum curriculum) throws IOException {
        return new Grader(curriculum, ModulePath.ofThisProcess(), LIMITS, salt, ProcessBuilder::start);
    }

    private void print(Matrix matrix, PrintWriter terminal) {
        terminal.println();
        for (Finding finding : matrix.bad()) {
            String falls = finding.falls().isEmpty() ? "nothing fell" : "fell: " + String.join(" ", finding.falls());
            terminal.println(finding.specimen().id() + ": " + finding.outcome().words() + "; expected "
                    + finding.specimen().expected().falls() + ", " + falls);
        }
        matrix.counts().forEach((outcome, count) -> terminal.printf("%-44s %5d%n", outcome.words(), count));
        terminal.printf("%-44s %5d%n", "of those killed by the named check: seen first", matrix.namedFirst());
        String untold = coverage(matrix).untold().stream().map(Coverage.Line::rule).collect(Collectors.joining(" "));
        terminal.println("Rules that no specimen has broken: " + (untold.isEmpty() ? "none" : untold));
        terminal.println("Table: " + out.resolve("matrix.html"));
    }
}
