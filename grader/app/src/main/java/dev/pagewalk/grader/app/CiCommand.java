package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.export.ExportProblem;
import dev.pagewalk.grader.engine.export.Paper;
import dev.pagewalk.grader.engine.export.Papers;
import dev.pagewalk.grader.engine.isolation.Level;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk ci}: grades one working copy and says what its author may know, in the words of the service that runs it. */
@Command(
        name = "ci",
        description = "Grades a student's working copy, and prints what the student may see.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "Kata files are found by name at any depth; nothing else in the working copy",
            "is read, built or run. A working copy without a kata is graded: 0 points.",
            "",
            "In GitHub Actions (GITHUB_ACTIONS=true): annotations, a summary to",
            "GITHUB_STEP_SUMMARY, and score, max, passed and result to GITHUB_OUTPUT.",
            "Workers inherit none of these variables.",
            "",
            "What is printed, and what --write writes, a student may see. Results in --out",
            "are the instructor's whole truth, hidden checks and all: make them no artifact",
            "that students can download. Formats: see pagewalk export --help.",
            "",
            "Exit codes: 0 graded, 1 below --fail-under, 2 usage, 3 the grader could not",
            "grade it, 130 interrupted."
        })
final class CiCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "PATH", description = "The working copy (default: where you are).")
    private Path path = Path.of(".");

    @Option(
            names = "--katas",
            split = ",",
            paramLabel = "ID",
            description = "Which katas are graded, for example k1,k3 (default: all).")
    private List<String> katas = List.of();

    @Option(names = "--fail-under", paramLabel = "P", description = "Exit with 1 if it has less than P percent.")
    private double failUnder;

    @Option(names = "--out", paramLabel = "DIR", description = "Keep results in DIR, outside of the working copy.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--write",
            paramLabel = "FORMAT=FILE",
            description = "Write what the student may see, for example junit=report.xml; may be given again.")
    private Map<String, Path> files = new TreeMap<>();

    @Option(names = "--course", paramLabel = "FILE", description = "What students see, and until when: course.json.")
    private Optional<Path> course = Optional.empty();

    @Option(names = "--salt", paramLabel = "TEXT", defaultValue = "", description = "Changes what is random in the checks.")
    private String salt = "";

    @Option(
            names = "--require-isolation",
            paramLabel = "LEVEL",
            description = "Exit with 2 if workers are confined less than this: limits, user, namespaces or bubblewrap.")
    private Level required = Level.LIMITS;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = MomentConverter.class,
            description = "Show what the student may see then (default: now).")
    private Instant asOf = Instant.now();

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        verify();
        if (out.isPresent()) {
            return grade(out.get());
        }
        Path temporary = Files.createTempDirectory("pagewalk-ci");
        try {
            return grade(temporary);
        } finally {
            Trash.delete(temporary);
        }
    }

    private void verify() throws BadInput, IOException {
        GradingOptions.verifyPercent("--fail-under", failUnder);
        for (Map.Entry<String, Path> each : files.entrySet()) {
            CiReport.format(each.getKey());
            if (Files.isDirectory(each.getValue())) {
                throw new BadInput("--write " + each.getKey() + "=" + each.getValue() + " names a directory: give a file.");
            }
        }
        if (!Files.isDirectory(path)) {
            throw new BadInput("There is no directory " + path + ": give the path of a working copy.");
        }
        if (out.isPresent() && isWithin(out.get().toAbsolutePath().normalize(), path.toRealPath())) {
            throw new BadInput("--out " + out.get() + " is in the working copy, where a student can put results beforehand:"
                    + " give a directory outside of it.");
        }
    }

    /** Whether a path, or the nearest directory above it that is there already, is in a directory. */
    private static boolean isWithin(Path inner, Path outer) throws IOException {
        Path there = inner;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there.toRealPath().startsWith(outer);
    }

    private int grade(Path results) throws BadInput, IOException, InterruptedException {
        GradingRun run = new GradingRun(options(results), spec.commandLine(), rows -> Map.of());
        try {
            GradingRun.Done done = run.grade();
            Row row = done.rows().get(0);
            CiReport report = new CiReport(paper(results, row.id()), row, spec.commandLine());
            report.print(failUnder);
            report.write(files);
            return done.exitCode(failUnder);
        } catch (CourseProblem e) {
            throw new BadInput(e.getMessage() + ".");
        } catch (ExportProblem e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } catch (CancellationException interrupted) {
            return ExitCode.INTERRUPTED;
        }
    }

    private GradingOptions options(Path results) {
        GradingOptions options = new GradingOptions();
        options.paths = List.of(path);
        options.workingCopy = true;
        options.out = results;
        options.katas = katas;
        options.salt = salt;
        options.fresh = true;
        options.required = required;
        options.progress = TerminalProgress.Style.NONE;
        options.course.course = course;
        return options;
    }

    /** The submission as its student may see it, worth what its checks say: lateness, weights and decisions make marks, later. */
    private Paper paper(Path results, String id) throws CourseProblem, ExportProblem, BadInput, IOException {
        DiskStore store = new DiskStore(results);
        Office office = Wiring.office(store, asOf);
        Papers papers = new Papers(store, office, office.sight(), Checkout.sources(path, Wiring.CURRICULUM.katas()));
        return papers.read(new Reports(store).read(id).orElseThrow());
    }
}
