package dev.pagewalk.grader.app;

import dev.pagewalk.grader.engine.batch.Occupied;
import dev.pagewalk.grader.engine.batch.Register;
import dev.pagewalk.grader.engine.classpage.ClassPage;
import dev.pagewalk.grader.engine.course.Mark;
import dev.pagewalk.grader.engine.report.DiskStore;
import dev.pagewalk.grader.engine.report.Reports;
import dev.pagewalk.grader.engine.report.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pagewalk marks}. */
@Command(
        name = "marks",
        description = "Makes the marks of a results directory anew; grades nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%n",
        footer = {
            "For a new date, weight, extension or decision. Without options, the files that",
            "lie in DIR are used: course.json, overrides.csv, roster.csv. Times hold as they",
            "were when the class was graded.",
            "",
            "What is written: DIR/marks.csv, marks.json, the marks into DIR/index.html, and how",
            "each came about into DIR/ID/feedback.html.",
            "",
            "Exit codes: 0 done, 2 usage, or a file that cannot be used."
        })
final class MarksCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Results of pagewalk grade or merge.")
    private Path directory = Path.of(".");

    @Mixin
    private CourseOptions course = new CourseOptions();

    @Override
    public Integer call() throws BadInput, IOException {
        if (!Files.isDirectory(directory)) {
            throw new BadInput("There is no directory " + directory + ": give the results of pagewalk grade.");
        }
        try (Occupied occupied = Occupied.take(directory).orElseThrow(() -> GradingRun.occupied(directory))) {
            DiskStore store = new DiskStore(directory);
            List<Register.Line> lines = Register.read(store).orElseThrow(this::noResults);
            List<Row> rows = new Reports(store).rows().orElseThrow(this::noResults);
            List<Mark> marks = course.mark(store, course.open(store), lines, rows);
            ClassPage.write(store);
            print(marks, spec.commandLine().getOut());
            return ExitCode.GRADED;
        }
    }

    private BadInput noResults() {
        return new BadInput(directory + " holds no results: give a directory to which pagewalk grade wrote.");
    }

    private void print(List<Mark> marks, PrintWriter terminal) throws BadInput {
        if (marks.isEmpty()) {
            throw new BadInput("There is nothing to make marks by: give --course, --overrides or --roster.");
        }
        terminal.println("Marks of " + marks.size() + " students: " + directory.resolve("index.html"));
    }
}
