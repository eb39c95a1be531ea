package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.course.CourseProblem;
import dev.pagewalk.grader.engine.course.Office;
import dev.pagewalk.grader.engine.export.ExportProblem;
import dev.pagewalk.grader.engine.export.Filled;
import dev.pagewalk.grader.engine.export.Formats;
import dev.pagewalk.grader.engine.export.Paper;
import dev.pagewalk.grader.engine.export.Papers;
import dev.pagewalk.grader.engine.export.Sources;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk export}. */
@Command(
        name = "export",
        description = "Writes results in the form of a gradebook or a CI system; grades nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "A file for each submission:",
            "  gradescope       results.json of an autograder",
            "  prairielearn     results.json of an external grader",
            "  text             what pagewalk ci prints",
            "  github           annotations: workflow commands for standard output",
            "  github-summary   Markdown for $GITHUB_STEP_SUMMARY",
            "  github-output    score, max, passed, verdict for $GITHUB_OUTPUT",
            "  github-classroom output of a step for the Classroom reporter, in Base64",
            "  github-check     a check run, but for its commit",
            "  github-notices   what that reporter prints, for workflows without it",
            "  gitlab           Code Quality report",
            "  junit            XML as Surefire writes it: Jenkins, GitLab, Artemis",
            "  sarif            SARIF 2.1.0 for code scanning",
            "A file for the class:",
            "  csv              a table of students, points and katas",
            "  moodle, canvas   their file (--into) with the points filled in, all else",
            "                   byte for byte as it was",
            "",
            "DIR is what pagewalk grade wrote, or the directory of one submission in it. Of",
            "a single submission the file goes to --out or standard output; of a class,",
            "each goes to OUT/STUDENT/FILE. Points are those after lateness and decisions.",
            "What students may not see is in none of them.",
            "",
            "Exit codes: 0 written, 2 usage, 3 written, but for what could not be graded."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FORMAT", description = "See below.")
    private String format = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "Results of pagewalk grade or merge.")
    private Path directory = Path.of(".");

    @Option(names = "--out", paramLabel = "PATH", description = "Where it goes (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--student", paramLabel = "ID", description = "Only this one.")
    private Optional<String> student = Optional.empty();

    @Mixin
    private GradebookOptions gradebook = new GradebookOptions();

    @Option(
            names = "--checkout",
            paramLabel = "DIR",
            description = "The repository that was graded: source files are named as they lie there.")
    private Optional<Path> checkout = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = MomentConverter.class,
            description = "Show students what they may see then (default: now).")
    private Instant asOf = Instant.now();

    @Override
    public Integer call() throws BadInput, IOException {
        Formats chosen = Formats.named(format)
                .orElseThrow(() -> new BadInput("There is no format " + format + ": there are " + Formats.words() + "."));
        gradebook.verify(chosen);
        if (!Files.isDirectory(directory)) {
            throw new BadInput("There is no directory " + directory + ": give the results of pagewalk grade.");
        }
        try {
            return export(chosen);
        } catch (CourseProblem e) {
            throw new BadInput(e.getMessage() + ".");
        } catch (ExportProblem e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private int export(Formats chosen) throws BadInput, CourseProblem, ExportProblem, IOException {
        boolean isOne = Files.exists(directory.resolve("result.json")) && Files.notExists(directory.resolve("results.json"));
        Path whole = isOne ? directory.toRealPath().resolveSibling("") : directory;
        DiskStore store = new DiskStore(whole);
        Office office = Wiring.office(store, asOf);
        Papers papers = new Papers(store, office, office.sight(), sources());
        if (isOne && Files.notExists(whole.resolve("results.json"))) {
            return write(chosen, List.of(papers.read(Files.readAllBytes(directory.resolve("result.json")))), office);
        }
        Optional<String> submission = isOne ? Optional.of(String.valueOf(directory.toRealPath().getFileName())) : Optional.empty();
        return write(chosen, chosen(papers.read(), submission), office);
    }

    private List<Paper> chosen(List<Paper> papers, Optional<String> submission) throws BadInput {
        List<Paper> chosen = papers.stream()
                .filter(paper -> student.isEmpty() || student.get().equals(paper.student()))
                .filter(paper -> submission.isEmpty() || submission.equals(paper.submission()))
                .toList();
        if (chosen.isEmpty() && student.isPresent()) {
            throw new BadInput("Nobody in " + directory + " is called " + student.get() + ": give a name as in results.json or the roster.");
        }
        if (chosen.isEmpty()) {
            throw new BadInput(submission.isPresent()
                    ? directory + " does not count: another attempt of the same student does."
                    : directory + " holds no results: give a directory to which pagewalk grade wrote.");
        }
        return chosen;
    }

    private Sources sources() throws BadInput {
        List<Kata> katas = Wiring.CURRICULUM.katas();
        return checkout.isPresent() ? Checkout.sources(checkout.get(), katas) : Checkout.bare(katas);
    }

    private int write(Formats chosen, List<Paper> papers, Office office) throws BadInput, CourseProblem, ExportProblem, IOException {
        if (!chosen.isOfOne()) {
            Filled filled = chosen.isFilling()
                    ? chosen.fill(papers, gradebook.filling(office))
                    : new Filled(chosen.of(papers), List.of());
            put(out, filled.contents());
            filled.notes().forEach(note -> spec.commandLine().getErr().println(note));
            return papers.stream().anyMatch(paper -> paper.points().isEmpty()) ? ExitCode.INFRA : ExitCode.GRADED;
        }
        List<Paper> handedIn = papers.stream().filter(paper -> paper.submission().isPresent()).toList();
        if (handedIn.isEmpty()) {
            throw new BadInput("Nothing was handed in, so there is nothing to write in the format " + chosen.word() + ".");
        }
        return handedIn.size() == 1 && papers.size() == 1 ? writeOne(chosen, handedIn.get(0)) : writeEach(chosen, handedIn);
    }

    private int writeOne(Formats chosen, Paper paper) throws BadInput, IOException {
        try {
            put(out.map(path -> Files.isDirectory(path) ? path.resolve(chosen.file()) : path), chosen.of(paper));
            return ExitCode.GRADED;
        } catch (ExportProblem e) {
            spec.commandLine().getErr().println("pagewalk: " + e.getMessage());
            return ExitCode.INFRA;
        }
    }

    private int writeEach(Formats chosen, List<Paper> papers) throws IOException, BadInput {
        Path target = out.orElseThrow(() -> new BadInput("There are " + papers.size() + " submissions, and " + chosen.word()
                + " has a file for each: give a directory with --out, or one of them with --student."));
        Intakes.verifyWritable(target);
        List<String> without = new ArrayList<>();
        for (Paper paper : papers) {
            try {
                put(Optional.of(target.resolve(paper.student()).resolve(chosen.file())), chosen.of(paper));
            } catch (ExportProblem e) {
                without.add(String.valueOf(e.getMessage()));
            }
        }
        without.forEach(sentence -> spec.commandLine().getErr().println("pagewalk: " + sentence));
        spec.commandLine().getErr().println((papers.size() - without.size()) + " files below " + target + ".");
        return without.isEmpty() ? ExitCode.GRADED : ExitCode.INFRA;
    }

    private static void put(Optional<Path> file, byte[] contents) throws BadInput, IOException {
        if (file.isEmpty()) {
            System.out.write(contents);
            System.out.flush();
            return;
        }
        Path target = file.get().toAbsolutePath();
        try {
            new DiskStore(target.resolveSibling("")).write(String.valueOf(target.getFileName()), contents);
        } catch (IOException e) {
            throw new BadInput("Cannot write to " + target + ": give a file with --out that you may write to.");
        }
    }
}
