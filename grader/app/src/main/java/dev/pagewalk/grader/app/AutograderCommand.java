package dev.pagewalk.grader.app;

import dev.pagewalk.grader.api.Kata;
import dev.pagewalk.grader.engine.report.DiskStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk autograder}. */
@Command(
        name = "autograder",
        description = "Packs this grader for a platform that runs it: a zip that is ready to be uploaded.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "gradescope    upload the zip as the autograder of a programming assignment",
            "prairielearn  unpack the zip in the course's repository: a question per kata,",
            "              and the grader in serverFilesCourse",
            "",
            "The zip holds the hidden checks and the references: show it to no student.",
            "",
            "Exit codes: 0 packed, 2 usage."
        })
final class AutograderCommand implements Callable<Integer> {
    private static final String SHARED = "serverFilesCourse/pagewalk/";

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "PLATFORM", description = "${COMPLETION-CANDIDATES}")
    private Platform platform = Platform.GRADESCOPE;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The zip to write.")
    private Path out = Path.of(".");

    @Option(names = "--katas", split = ",", paramLabel = "ID", description = "Which katas are graded (default: all).")
    private List<String> katas = List.of();

    @Option(names = "--course", paramLabel = "FILE", description = "What students see, and until when: course.json.")
    private Optional<Path> course = Optional.empty();

    @Option(names = "--salt", paramLabel = "TEXT", defaultValue = "", description = "Changes what is random in the checks.")
    private String salt = "";

    /** Who can run it. */
    enum Platform {
        GRADESCOPE,
        PRAIRIELEARN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws BadInput, IOException {
        List<Kata> graded = Wiring.grading(katas).graded();
        verifyCourse();
        Path templates = templates();
        try {
            AutograderZip.write(out, zip -> pack(zip, templates, graded));
        } catch (IOException e) {
            throw new BadInput("Cannot write " + out + ": give a file with --out that you may write.");
        }
        spec.commandLine().getOut().println(out + ": for " + graded.stream().map(Kata::id).collect(Collectors.joining(", ")) + ".");
        return ExitCode.GRADED;
    }

    private static Path templates() throws BadInput {
        Path templates = Path.of(System.getProperty("pagewalk.home", "."), "grader", "autograder");
        if (!Files.isDirectory(templates)) {
            throw new BadInput("There is no directory " + templates + ": start the command as grader/pagewalk of the repository.");
        }
        return templates;
    }

    private void verifyCourse() throws BadInput, IOException {
        Path scratch = Files.createTempDirectory("pagewalk-course");
        try {
            CourseOptions options = new CourseOptions();
            options.course = course;
            options.open(new DiskStore(scratch));
        } finally {
            Trash.delete(scratch);
        }
    }

    private void pack(AutograderZip zip, Path templates, List<Kata> graded) throws IOException {
        String ids = graded.stream().map(Kata::id).collect(Collectors.joining(","));
        if (platform == Platform.GRADESCOPE) {
            zip.program("setup.sh", templates.resolve("gradescope/setup.sh"));
            zip.program("run_autograder", templates.resolve("gradescope/run_autograder"));
            grader(zip, "", templates, "--katas\n" + ids + "\n");
        } else {
            zip.program(SHARED + "run", templates.resolve("prairielearn/run"));
            grader(zip, SHARED, templates, "");
            for (Kata kata : graded) {
                question(zip, templates.resolve("prairielearn/question"), kata);
            }
        }
    }

    private void grader(AutograderZip zip, String place, Path templates, String options) throws IOException {
        zip.program(place + "bin/pagewalk", templates.resolve("pagewalk"));
        zip.jars(place + "lib/");
        zip.text(place + "options", salt.isEmpty() ? options : options + "--salt\n" + quoted(salt) + "\n");
        if (course.isPresent()) {
            zip.text(place + "course.json", Files.readString(course.get()));
        }
    }

    /** As one word of an argument file. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void question(AutograderZip zip, Path template, Kata kata) throws IOException {
        UUID uuid = UUID.nameUUIDFromBytes(("pagewalk " + kata.id()).getBytes(StandardCharsets.UTF_8));
        for (String file : List.of("info.json", "question.html")) {
            String text = Files.readString(template.resolve(file))
                    .replace("@UUID@", uuid.toString())
                    .replace("@TITLE@", "Pagewalk " + kata.id() + ": " + kata.title())
                    .replace("@KATA@", kata.id())
                    .replace("@FILE@", kata.sourceFile());
            zip.text("questions/pagewalk-" + kata.id() + "/" + file, text);
        }
    }
}
