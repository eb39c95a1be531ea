package dev.pagewalk.grader.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself; what it does is in its subcommands. */
@Command(
        name = "pagewalk",
        description = "Grades submissions of the page-table katas.",
        mixinStandardHelpOptions = true,
        versionProvider = About.class,
        subcommands = {
            GradeCommand.class,
            CiCommand.class,
            AutograderCommand.class,
            SelfTestCommand.class,
            EngineFiguresCommand.class,
            RegradeCommand.class,
            MergeCommand.class,
            MarksCommand.class,
            PlanCommand.class,
            ExportCommand.class,
            RubricCommand.class,
            DevCheckCommand.class,
            MatrixCommand.class,
            BundleCommand.class,
            ReplayHardwareCommand.class,
            ExploreCorpusCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:graded",
            " 1:graded, and a submission is below --fail-under",
            " 2:the command line or its input cannot be used",
            " 3:the grader could not grade a submission (INFRA)",
            "130:interrupted"
        })
final class Pagewalk implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for example: pagewalk grade PATH --out DIR");
    }
}
