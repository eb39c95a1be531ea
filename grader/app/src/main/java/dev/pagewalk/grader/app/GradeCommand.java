package dev.pagewalk.grader.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "Exports of Moodle, Canvas and Gradescope (zip or unpacked) and clones of",
            "GitHub Classroom are recognised; --roster says who is who. A directory of",
            "attempts (attempt-1, or times like 2026-10-12T21-59-00Z) is one student's.",
            "",
            "What is written: DIR/results.json, grades.csv and index.html, and for each",
            "submission DIR/ID/result.json, feedback.html and run.json (times, host);",
            "deliveries.json (all of the class), journal.jsonl (what is done) and",
            "runs.jsonl (who graded, when, where).",
            "",
            "A run that ended early goes on where it was: what has a result for the same",
            "files, katas, checks, salt and JDK is not graded again.",
            "",
            "Exit codes: 0 graded, 1 a submission is below --fail-under or did not get the",
            "same result twice, 2 usage,",
            "3 the grader could not grade a submission, 130 interrupted."
        })
final class GradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private GradingOptions options = new GradingOptions();

    @Option(names = "--fail-under", paramLabel = "P", description = "Exit with 1 if one has less than P percent.")
    private double failUnder;

    @Override
    public Integer call() throws BadInput, IOException, InterruptedException {
        GradingOptions.verifyPercent("--fail-under", failUnder);
        GradingRun run = new GradingRun(options, spec.commandLine(), rows -> Map.of());
        try {
            GradingRun.Done done = run.grade();
            print(done, run.terminal());
            return done.exitCode(failUnder);
        } catch (CancellationException interrupted) {
            return ExitCode.INTERRUPTED;
        }
    }

    private void print(GradingRun.Done done, PrintWriter terminal) {
        new ScoreTable(done.rows()).print(terminal);
        done.printDeterminism(terminal);
        terminal.println("Pages: " + options.out.resolve("index.html"));
    }
}
